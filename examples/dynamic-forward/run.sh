#!/usr/bin/env bash
# Opens a SOCKS proxy whose connections begin at the bastion, and fetches a web page through it by each version of SOCKS.
#
# Wanted in the environment: SALLYPORT (the program; default: sallyport on the PATH), SSH_PORT (the bastion's port on
# 127.0.0.1), KEY (your private key), KNOWN_HOSTS (a file with the bastion's host key), TARGET_PORT (the page's port, seen
# from the bastion), LOCAL_PORT (the port to open here; default 1080).
set -euo pipefail
folder=$(mktemp -d)
port=${LOCAL_PORT:-1080}
bastion=(-F none -i "$KEY" -p "$SSH_PORT" -o StrictHostKeyChecking=yes -o UserKnownHostsFile="$KNOWN_HOSTS"
    -S "$folder/control" "$(id -un)@127.0.0.1")
trap '"${SALLYPORT:-sallyport}" -O exit "${bastion[@]}" 2> /dev/null || true; rm -rf "$folder"' EXIT

"${SALLYPORT:-sallyport}" -f -N -M -o ExitOnForwardFailure=yes -D "127.0.0.1:$port" "${bastion[@]}"

# With socks4a and socks5h the bastion resolves the name.
for version in socks4 socks4a socks5 socks5h; do
    host=127.0.0.1
    case $version in socks4a | socks5h) host=localhost ;; esac
    page=$(curl --silent --show-error --noproxy '' --max-time 30 --proxy "$version://127.0.0.1:$port" \
        "http://$host:$TARGET_PORT/")
    echo "$version: the page says: $page"
done
