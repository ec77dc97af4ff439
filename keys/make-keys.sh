#!/bin/sh
# Makes every throw-away test key of this folder anew. Needs ssh-keygen only.
# Run it from anywhere; it replaces the keys beside itself. See README.md.
set -eu
cd "$(dirname "$0")"

comment=sallyport-test
passphrase=sallyport

# make NAME PASSPHRASE ssh-keygen-arguments…: one key pair, NAME and NAME.pub.
make() {
    name=$1
    secret=$2
    shift 2
    rm -f "$name" "$name.pub"
    ssh-keygen -q -C "$comment" -N "$secret" -f "$name" "$@"
}

# User keys in OpenSSH's own format: plain, and encrypted with aes256-ctr and bcrypt.
# One encrypted key has the default 16 rounds; the others have 2, so that tests are quick.
make ed25519 "" -t ed25519
make ed25519_encrypted "$passphrase" -t ed25519
make ecdsa256 "" -t ecdsa -b 256
make ecdsa256_encrypted "$passphrase" -t ecdsa -b 256 -a 2
make ecdsa384 "" -t ecdsa -b 384
make ecdsa384_encrypted "$passphrase" -t ecdsa -b 384 -a 2
make ecdsa521 "" -t ecdsa -b 521
make ecdsa521_encrypted "$passphrase" -t ecdsa -b 521 -a 2
make rsa2048 "" -t rsa -b 2048
make rsa2048_encrypted "$passphrase" -t rsa -b 2048 -a 2
make rsa3072 "" -t rsa -b 3072
make rsa3072_encrypted "$passphrase" -t rsa -b 3072 -a 2

# The other ciphers that keys in the field use.
for cipher in aes128-ctr aes192-ctr aes128-cbc aes192-cbc aes256-cbc; do
    make "ed25519_$cipher" "$passphrase" -t ed25519 -a 2 -Z "$cipher"
done

# Ciphers that are refused, with advice.
make ed25519_aes256-gcm "$passphrase" -t ed25519 -a 2 -Z aes256-gcm@openssh.com
make ed25519_chacha20 "$passphrase" -t ed25519 -a 2 -Z chacha20-poly1305@openssh.com

# The older containers: PEM (PKCS#1, SEC 1) and PKCS#8.
make rsa2048_pem "" -t rsa -b 2048 -m PEM
make rsa2048_pem_encrypted "$passphrase" -t rsa -b 2048 -m PEM
for bits in 256 384 521; do
    make "ecdsa${bits}_pem" "" -t ecdsa -b "$bits" -m PEM
    make "ecdsa${bits}_pem_encrypted" "$passphrase" -t ecdsa -b "$bits" -m PEM
done
make rsa2048_pkcs8 "" -t rsa -b 2048 -m PKCS8
make rsa2048_pkcs8_encrypted "$passphrase" -t rsa -b 2048 -m PKCS8
make ecdsa256_pkcs8 "" -t ecdsa -b 256 -m PKCS8
make ecdsa384_pkcs8 "" -t ecdsa -b 384 -m PKCS8
make ecdsa521_pkcs8 "" -t ecdsa -b 521 -m PKCS8

# Host keys for the sshd that tests start; "other" is the wrong one, and the spare.
make host_ed25519 "" -t ed25519
make host_ed25519_other "" -t ed25519
make host_ecdsa "" -t ecdsa -b 256
make host_rsa "" -t rsa -b 2048

# DSA is refused. Newer versions of ssh-keygen cannot make it; then the old one stays.
if ssh-keygen -q -t dsa -C "$comment" -N "" -f dsa.fresh 2>/dev/null; then
    mv dsa.fresh dsa
    mv dsa.fresh.pub dsa.pub
else
    echo "make-keys.sh: this ssh-keygen makes no DSA keys; dsa and dsa.pub are left as they were" >&2
fi
