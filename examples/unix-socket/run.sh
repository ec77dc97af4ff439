#!/usr/bin/env bash
# A Unix socket here instead of a port: only who may open the file may use the tunnel.
#
# Wanted in the environment: SALLYPORT (the program; default: sallyport on the PATH), SSH_PORT (the bastion's port on
# 127.0.0.1), KEY (your private key), KNOWN_HOSTS (a file with the bastion's host key), TARGET_PORT (the port of a web
# page, seen from the bastion).
set -euo pipefail
folder=$(mktemp -d)
bastion=(-F none -i "$KEY" -p "$SSH_PORT" -o StrictHostKeyChecking=yes -o UserKnownHostsFile="$KNOWN_HOSTS"
    -S "$folder/control" "$(id -un)@127.0.0.1")
trap '"${SALLYPORT:-sallyport}" -O exit "${bastion[@]}" 2> /dev/null || true; rm -rf "$folder"' EXIT

"${SALLYPORT:-sallyport}" -f -N -M -o ExitOnForwardFailure=yes -L "$folder/web:127.0.0.1:$TARGET_PORT" "${bastion[@]}"
echo "the socket's mode: $(stat --format %a "$folder/web")"
echo "the page says: $(curl --silent --show-error --max-time 30 --unix-socket "$folder/web" http://bastion/)"
