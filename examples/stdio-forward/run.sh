#!/usr/bin/env bash
# Joins standard input and output to a service behind a bastion with -W: once by hand, once as ssh's ProxyCommand.
#
# Wanted in the environment: SALLYPORT (the program; default: sallyport on the PATH), SSH_PORT (the bastion's port on
# 127.0.0.1), KEY (your private key), KNOWN_HOSTS (a file with the bastion's host key), TARGET_PORT (the port of a web
# page, seen from the bastion).
set -euo pipefail
sallyport=${SALLYPORT:-sallyport}
options=(-F none -i "$KEY" -p "$SSH_PORT" -o StrictHostKeyChecking=yes -o UserKnownHostsFile="$KNOWN_HOSTS")
bastion=$(id -un)@127.0.0.1

echo 'by hand:'
printf 'GET / HTTP/1.0\r\n\r\n' | "$sallyport" "${options[@]}" -W "127.0.0.1:$TARGET_PORT" "$bastion" | tail -n 1
echo

# The inner host is the bastion itself here; its own host key is checked, end to end.
echo 'as ProxyCommand of ssh:'
ssh "${options[@]}" -o "ProxyCommand=$sallyport ${options[*]} -W %h:%p $bastion" "$bastion" echo hello from the inner host
