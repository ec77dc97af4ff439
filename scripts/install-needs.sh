#!/usr/bin/env bash
# Installs what building, testing and the demo need on Debian and its kin, and nothing when all of it is there.
#
# Swift itself is not among it: see https://www.swift.org/install/linux/.
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }

if ! command -v swift > /dev/null; then
    say "swift is missing: install Swift 6.1 or later from https://www.swift.org/install/linux/ and put it on your PATH."
    exit 1
fi

missing=()
need() { # need PACKAGE TEST...: notes the package when the test fails
    local package=$1
    shift
    "$@" > /dev/null 2>&1 || missing+=("$package")
}
# Without pkg-config the libraries are listed too: apt-get knows better whether it is there.
has_library() { command -v pkg-config > /dev/null && pkg-config --exists "$1"; }

need pkg-config command -v pkg-config
need libssh2-1-dev has_library libssh2
need libsqlite3-dev has_library sqlite3
need openssh-server test -x /usr/sbin/sshd
need openssh-client command -v ssh
need curl command -v curl
need python3 command -v python3
need git command -v git
need rsync command -v rsync
need socat test -x /usr/bin/socat
need sqlite3 test -x /usr/bin/sqlite3
need nftables test -x /usr/sbin/nft
need iproute2 test -x /usr/sbin/ip
if [ ${#missing[@]} -eq 0 ]; then exit 0; fi
if ! command -v apt-get > /dev/null; then
    say "missing, and there is no apt-get to install them: ${missing[*]}"
    exit 1
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo > /dev/null; then
        say "missing: ${missing[*]}. Run as root: apt-get install ${missing[*]}"
        exit 1
    fi
    as_root=(sudo)
fi

# Installing openssh-server would start a daemon on port 22. Nobody asked for that: a policy-rc.d that says no keeps it
# from starting now, and it is switched off for the next boot.
brings_daemon=no
policy=/usr/sbin/policy-rc.d
own_policy=no
log=$(mktemp)
clean_up() {
    rm -f "$log"
    if [ "$own_policy" = yes ]; then "${as_root[@]}" rm -f "$policy"; fi
}
trap clean_up EXIT
for package in "${missing[@]}"; do
    if [ "$package" = openssh-server ]; then brings_daemon=yes; fi
done
if [ "$brings_daemon" = yes ] && [ ! -e "$policy" ]; then
    own_policy=yes
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" > /dev/null
    "${as_root[@]}" chmod 755 "$policy"
fi

say "installing: ${missing[*]}"
install() {
    "${as_root[@]}" apt-get -qq update &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get -qq -y install --no-install-recommends "${missing[@]}"
}
if ! install > "$log" 2>&1; then
    cat "$log" >&2
    say "apt-get failed, its output is above. Missing: ${missing[*]}"
    exit 1
fi

if [ "$brings_daemon" = yes ] && command -v systemctl > /dev/null; then
    "${as_root[@]}" systemctl --quiet disable ssh.service > /dev/null 2>&1 || true
    say "the ssh daemon that came along was not started; to have one: systemctl enable --now ssh"
fi
