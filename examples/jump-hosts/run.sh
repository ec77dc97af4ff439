#!/usr/bin/env bash
# Reaches a web page through two bastions one after the other, all of it said in a configuration file that ssh reads too.
#
# Wanted in the environment: SALLYPORT (the program; default: sallyport on the PATH), SSH_PORT (the bastion's port on
# 127.0.0.1), KEY (your private key), KNOWN_HOSTS (a file with the bastion's host key), TARGET_PORT (the port of a web
# page, seen from the last host), LOCAL_PORT (the port to open here; default 8080).
set -euo pipefail
folder=$(mktemp -d)
cat > "$folder/config" << END
IgnoreUnknown Sallyport*

Host inner
    ProxyJump outer
    LocalForward 127.0.0.1:${LOCAL_PORT:-8080} 127.0.0.1:$TARGET_PORT
    SallyportConnectionHold 20

Host outer inner
    HostName 127.0.0.1
    Port $SSH_PORT
    User $(id -un)
    IdentityFile $KEY
    StrictHostKeyChecking yes
    UserKnownHostsFile $KNOWN_HOSTS
    ExitOnForwardFailure yes
    ControlPath $folder/control
END
chmod 600 "$folder/config"
sallyport=("${SALLYPORT:-sallyport}" -F "$folder/config")
trap '"${sallyport[@]}" -O exit inner 2> /dev/null || true; rm -rf "$folder"' EXIT

"${sallyport[@]}" -f -N -M inner
echo "the page says: $(curl --silent --show-error --noproxy '*' --max-time 30 "http://127.0.0.1:${LOCAL_PORT:-8080}/")"
