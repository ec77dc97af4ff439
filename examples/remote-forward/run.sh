#!/usr/bin/env bash
# Makes a web page of this machine reachable at the bastion, fetches it there, and takes the forward down again.
#
# Wanted in the environment: SALLYPORT (the program; default: sallyport on the PATH), SSH_PORT (the bastion's port on
# 127.0.0.1), KEY (your private key), KNOWN_HOSTS (a file with the bastion's host key), TARGET_PORT (the page's port here).
set -euo pipefail
folder=$(mktemp -d)
bastion=(-F none -i "$KEY" -p "$SSH_PORT" -o StrictHostKeyChecking=yes -o UserKnownHostsFile="$KNOWN_HOSTS"
    -S "$folder/control" "$(id -un)@127.0.0.1")
trap '"${SALLYPORT:-sallyport}" -O exit "${bastion[@]}" 2> /dev/null || true; rm -rf "$folder"' EXIT

# Port 0 lets the server choose; -f returns once it listens, and the line with the port is on standard error.
"${SALLYPORT:-sallyport}" -f -N -M -o ExitOnForwardFailure=yes -R "127.0.0.1:0:127.0.0.1:$TARGET_PORT" "${bastion[@]}" 2> "$folder/log"
port=$(sed -n 's/^Allocated port \([0-9]*\) for remote forward.*/\1/p' "$folder/log" | tr -d '\r')
echo 'the bastion listens for us'

# The bastion is this machine here, so its loopback is ours.
echo "the page says: $(curl --silent --show-error --noproxy '*' --max-time 30 "http://127.0.0.1:$port/")"
