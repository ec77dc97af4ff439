#!/usr/bin/env bash
# A bastion of one's own for a minute: a device offers a web page, an operator is granted it, fetches it, and loses it.
# Device and operator are plain ssh here, so that nothing else is needed to see how it works.
#
# Wanted in the environment: TARGET_PORT (the port of a web page on 127.0.0.1: the device's service), SSH_PORT (a free
# port for the bastion's sshd). Else: BASTION (the program; default: sallyport-bastion on the PATH). As root also the
# login users, who have to be there: LOGINS="DEVICE,OPERATOR,ENROLL,KEYS" (default: those that `init --apply` makes).
set -euo pipefail
bastion=${BASTION:-sallyport-bastion}
work=$(mktemp -d)
chmod 711 "$work"
state=$work/state
serve=(serve --state "$state" --listen "127.0.0.1:$SSH_PORT")
if [ "$(id -u)" -eq 0 ]; then
    logins=${LOGINS:-sallyport-device,sallyport-operator,sallyport-enroll,sallyport-keys}
    IFS=, read -r device_login operator_login _ <<< "$logins"
    serve+=(--users "$logins")
else
    device_login=$(id -un)
    operator_login=$device_login
fi

# The keeper tells on standard error when its sshd answers.
exec {log}< <(exec "$bastion" "${serve[@]}" 2>&1)
keeper=$!
trap 'kill "$keeper" 2> /dev/null || true; wait "$keeper" 2> /dev/null || true; rm -rf "$work"' EXIT
until [[ ${line:-} == *'ready: '* ]]; do
    if ! IFS= read -r -t 30 -u "$log" line; then
        echo 'the bastion does not serve' >&2
        exit 1
    fi
done
cat <&"$log" > /dev/null &
echo 'the bastion serves'

ask() { "$bastion" "$@" --state "$state"; }
for name in camera ann; do ssh-keygen -q -t ed25519 -N '' -C '' -f "$work/$name"; done
printf '[127.0.0.1]:%s %s\n' "$SSH_PORT" "$(cut -d ' ' -f 1,2 "$state/host-keys/ed25519-1.pub")" > "$work/known_hosts"
options=(-F none -o BatchMode=yes -o IdentitiesOnly=yes -o UserKnownHostsFile="$work/known_hosts" -p "$SSH_PORT")

# A device by hand, and its one connection: first it says hello, then it asks for the listener that it was told.
ask device add cam-1 --key "$work/camera.pub" --label site=attic
ssh "${options[@]}" -i "$work/camera" -M -S "$work/link" -o ControlPersist=yes -f -N "$device_login@127.0.0.1" 2> /dev/null
hello='{"v":1,"agent":"plain ssh","bootID":"example","services":[{"name":"web","target":"127.0.0.1:'$TARGET_PORT'"}],"facts":{}}'
welcome=$(ssh -F none -S "$work/link" 127.0.0.1 hello <<< "$hello")
address=$(sed 's/.*"address":"\([^"]*\)".*/\1/' <<< "$welcome")
port=$(sed 's/.*"service":"web","port":\([0-9]*\).*/\1/' <<< "$welcome")
ssh -F none -S "$work/link" -O forward -R "$address:$port:127.0.0.1:$TARGET_PORT" 127.0.0.1
echo 'the device listens'

# An operator, for eight hours.
ask operator add ann --key "$work/ann.pub"
ask grant add ann --device 'cam-*' --service web --until 8h | sed 's/until .*/until in 8 hours/'
operator=(ssh "${options[@]}" -i "$work/ann")
printf 'the page says: '
printf 'GET / HTTP/1.0\r\n\r\n' | "${operator[@]}" -W "$address:$port" "$operator_login@127.0.0.1" 2> /dev/null | tail -n 1
echo
echo 'why that works:'
ask why ann cam-1:web | sed -e "s/$address:$port/ADDRESS:PORT/" -e 's/since 2.*/since TIME/' -e 's/until 2[^)]*/until TIME/'

ask grant end 1 > /dev/null
echo 'after the end of the grant:'
"${operator[@]}" "$operator_login@127.0.0.1" why cam-1:web 2> /dev/null | sed 's/ended at .*/ended/'
ask device kick cam-1
