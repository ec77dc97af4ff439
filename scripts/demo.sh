#!/usr/bin/env bash
# A tunnel from start to end, on this machine alone: a throw-away sshd, a web page behind it, and sallyport between.
#
# Run by `make demo`. SALLYPORT names another program to use instead of building one. Nothing stays behind: all keys
# and settings are in a temporary folder, all programs that it starts are ended by their process ids.
set -euo pipefail
cd "$(dirname "$0")/.."

# What sallyport, like ssh, writes with -v when it is logged in and listens.
ready='Entering interactive session'

scripts/install-needs.sh
if [ -z "${SALLYPORT:-}" ]; then
    echo "Building sallyport; the first time this takes some minutes."
    swift build -c release --static-swift-stdlib --product sallyport
    SALLYPORT=.build/release/sallyport
fi

folder=$(mktemp -d)
pids=()
clean_up() {
    local index
    # Last started, first ended: the tunnel goes before the server that carries it.
    for ((index = ${#pids[@]} - 1; index >= 0; index--)); do
        kill "${pids[index]}" 2> /dev/null || true
        wait "${pids[index]}" 2> /dev/null || true
    done
    rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# wait_for FD TEXT: reads lines until one has TEXT and leaves it in `line`. Fails at the end of the output or after 30 s
# of silence, with all lines in `seen`.
wait_for() {
    seen=''
    while IFS= read -r -t 30 -u "$1" line; do
        seen+="$line"$'\n'
        case $line in *"$2"*) return 0 ;; esac
    done
    return 1
}
# start_on_free_port TEXT COMMAND...: runs the command with a port in the place of %PORT%, and again with another if that
# one is taken: the program's own bind decides, so nobody can come in between. Leaves `port` and `output`.
start_on_free_port() {
    local text=$1 attempt
    shift
    for ((attempt = 0; attempt < 20; attempt++)); do
        port=$((20000 + RANDOM))
        exec {output}< <(exec "${@//%PORT%/$port}" 2>&1)
        pids+=($!)
        if wait_for "$output" "$text"; then return 0; fi
        unset 'pids[-1]'
        case $seen in *'ddress already in use'*) ;; *) break ;; esac
    done
    printf 'demo: %s did not start:\n%s' "$1" "$seen" >&2
    return 1
}

# 1. A bastion: stock sshd on loopback with keys of its own.
user=$(id -un)
ssh-keygen -q -t ed25519 -N '' -C demo -f "$folder/key"
ssh-keygen -q -t ed25519 -N '' -C demo -f "$folder/host"
# sshd refuses a locked account unless PAM vouches for it; where people use sudo, root is locked. (Only root can look.)
pam=no
case $(getent shadow "$user" 2> /dev/null | cut -d : -f 2) in '!'*) pam=yes ;; esac
cat > "$folder/sshd_config" << END
ListenAddress 127.0.0.1
HostKey $folder/host
AuthorizedKeysFile $folder/key.pub
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM $pam
StrictModes no
PidFile none
END
# sshd started by root wants this folder, which is there only once a daemon has run.
if [ "$(id -u)" -eq 0 ]; then mkdir -p /run/sshd; fi
start_on_free_port 'Server listening on' /usr/sbin/sshd -D -e -f "$folder/sshd_config" -p %PORT%
ssh_port=$port
printf '[127.0.0.1]:%s %s\n' "$ssh_port" "$(cat "$folder/host.pub")" > "$folder/known_hosts"

# 2. A service that only the bastion is meant to reach: one web page. Port 0 lets the system choose.
mkdir "$folder/web"
printf 'Hello from behind the bastion.\nIf you read this, the tunnel works.\n' > "$folder/web/index.html"
exec {web}< <(exec python3 -u -m http.server --bind 127.0.0.1 --directory "$folder/web" 0 2>&1)
pids+=($!)
wait_for "$web" 'Serving HTTP on' || { printf 'demo: no web server:\n%s' "$seen" >&2; exit 1; }
web_port=${line##* port }
web_port=${web_port%% *}

# 3. The tunnel.
command=("$SALLYPORT" -F none -v -i "$folder/key" -p "$ssh_port" -o "UserKnownHostsFile=$folder/known_hosts"
    -o ExitOnForwardFailure=yes -N -L "127.0.0.1:%PORT%:127.0.0.1:$web_port" "$user@127.0.0.1")
start_on_free_port "$ready" "${command[@]}"

echo
echo "The bastion is an sshd on 127.0.0.1 port $ssh_port, the service a web page on port $web_port. The tunnel:"
echo
echo "    ${command[*]//%PORT%/$port}"
echo
echo "    curl http://127.0.0.1:$port/"
echo
# A proxy of the environment must not come between.
page=$(curl --silent --show-error --fail --noproxy '*' --max-time 30 "http://127.0.0.1:$port/")
while IFS= read -r text; do echo "        $text"; done <<< "$page"
if [ "$page" != "$(cat "$folder/web/index.html")" ]; then
    echo "demo: the page came back changed" >&2
    exit 1
fi
echo
echo "What happened: sallyport logged in to the bastion with a key and opened port $port on this machine. curl connected"
echo "to that port; the bytes went through the SSH connection to the bastion, which connected to the web server on its"
echo "side, and the page came back the same way. All of it is now being stopped and removed."
