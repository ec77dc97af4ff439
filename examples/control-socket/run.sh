#!/usr/bin/env bash
# One link in the background, and forwards that come and go on it: -M, -S and -O.
#
# Wanted in the environment: SALLYPORT (the program; default: sallyport on the PATH), SSH_PORT (the bastion's port on
# 127.0.0.1), KEY (your private key), KNOWN_HOSTS (a file with the bastion's host key), TARGET_PORT (the port of a web
# page, seen from the bastion), LOCAL_PORT (the port to open here; default 8080).
set -euo pipefail
folder=$(mktemp -d)
sallyport=${SALLYPORT:-sallyport}
port=${LOCAL_PORT:-8080}
bastion=(-F none -i "$KEY" -p "$SSH_PORT" -o StrictHostKeyChecking=yes -o UserKnownHostsFile="$KNOWN_HOSTS"
    -S "$folder/control" "$(id -un)@127.0.0.1")
trap '"$sallyport" -O exit "${bastion[@]}" 2> /dev/null || true; rm -rf "$folder"' EXIT
fetch() { curl --silent --noproxy '*' --max-time 30 "http://127.0.0.1:$port/" || echo '(nobody listens)'; }

"$sallyport" -f -N -M "${bastion[@]}"
"$sallyport" -O check "${bastion[@]}" 2>&1 | tr -d '\r' | sed 's/pid=[0-9]*/pid=…/'

forward=(-L "127.0.0.1:$port:127.0.0.1:$TARGET_PORT")
"$sallyport" -O forward "${forward[@]}" "${bastion[@]}"
echo "with the forward: $(fetch)"
"$sallyport" -O cancel "${forward[@]}" "${bastion[@]}"
echo "without it: $(fetch)"
"$sallyport" -O exit "${bastion[@]}" 2>&1 | tr -d '\r'
