#!/usr/bin/env bash
# Reaches a service behind a bastion through one local port, says what it says, and takes the tunnel down again.
#
# Wanted in the environment: SALLYPORT (the program; default: sallyport on the PATH), SSH_PORT (the bastion's port on
# 127.0.0.1), KEY (your private key), KNOWN_HOSTS (a file with the bastion's host key), TARGET_PORT (the service's port,
# seen from the bastion), LOCAL_PORT (the port to open here; default 8022).
set -euo pipefail
local_port=${LOCAL_PORT:-8022}

# -v makes it tell when it is ready. The process substitution lets us read that line by line, while it runs on.
exec {log}< <(exec "${SALLYPORT:-sallyport}" -F none -v -N -i "$KEY" -p "$SSH_PORT" \
    -o StrictHostKeyChecking=yes -o UserKnownHostsFile="$KNOWN_HOSTS" -o ExitOnForwardFailure=yes \
    -L "127.0.0.1:$local_port:127.0.0.1:$TARGET_PORT" "$(id -un)@127.0.0.1" 2>&1)
tunnel=$!
trap 'kill "$tunnel" 2> /dev/null || true' EXIT

seen=''
until [[ ${line:-} == *'Entering interactive session'* ]]; do
    if ! IFS= read -r -t 30 -u "$log" line; then
        printf 'the tunnel did not come up:\n%s' "$seen" >&2
        exit 1
    fi
    seen+="$line"$'\n'
done
echo 'the tunnel is up'

# Bash's own TCP client. Any program would do: to it, the service is on 127.0.0.1.
exec {service}<> "/dev/tcp/127.0.0.1/$local_port"
IFS= read -r -t 30 -u "$service" answer
echo "the service says: $answer"
