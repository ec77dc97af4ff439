// The cryptography of this program, by the system's libcrypto (OpenSSL 3), over bytes and sizes: Swift passes arrays.
//
// libssh2 has libcrypto loaded anyway, and the distribution's updates reach it. Functions keep no state between calls.
// They return 0, or what they say, and -1 on failure: arguments out of bounds, numbers that are no key, an algorithm
// that the system's configuration forbids, no memory. OpenSSL's error queue, which libssh2 uses on the same threads, is
// left as it was. Keys that OpenSSL makes in between are wiped before they are freed.
#ifndef SALLYPORT_CCRYPTO_H
#define SALLYPORT_CCRYPTO_H

#include <stddef.h>

// Digests (FIPS 180-4, RFC 1321). Room at digest: 16 bytes for MD5, 32 for SHA-256, 64 for SHA-512. MD5 is for the key
// of old PEM files only.
int sallyport_md5(const unsigned char *bytes, size_t count, unsigned char *digest);
int sallyport_sha256(const unsigned char *bytes, size_t count, unsigned char *digest);
int sallyport_sha512(const unsigned char *bytes, size_t count, unsigned char *digest);

// SHA-1, for the short name of a connection in ControlPath (%C) only: 20 bytes.
int sallyport_sha1(const unsigned char *bytes, size_t count, unsigned char *digest);

// HMAC-SHA1 (RFC 2104), for the hashed names of known_hosts only. Writes 20 bytes.
int sallyport_hmac_sha1(const unsigned char *key, size_t key_count, const unsigned char *bytes, size_t count,
                        unsigned char *code);

// A SHA-256 in progress. Owned by the caller, who frees it; used by one thread at a time. NULL: no memory.
typedef struct sallyport_sha256_state sallyport_sha256_state;
sallyport_sha256_state *sallyport_sha256_new(void);
sallyport_sha256_state *sallyport_sha256_copy(const sallyport_sha256_state *state);
void sallyport_sha256_free(sallyport_sha256_state *state);
int sallyport_sha256_update(sallyport_sha256_state *state, const unsigned char *bytes, size_t count);
// Writes the 32 bytes of the digest so far. The state may go on afterwards.
int sallyport_sha256_read(const sallyport_sha256_state *state, unsigned char *digest);

// AES decryption of whole blocks (NIST SP 800-38A): count is a multiple of 16 and not 0, the key has 16, 24 or 32 bytes,
// the vector 16; in counter mode it is the first counter. Writes at most count bytes. Returns how many; fewer only when
// padding (PKCS #7) is to be stripped, and -1 when there is none to strip.
long sallyport_aes_cbc_decrypt(const unsigned char *key, size_t key_count, const unsigned char *vector,
                               const unsigned char *bytes, size_t count, int strips_padding, unsigned char *plain);
long sallyport_aes_ctr_decrypt(const unsigned char *key, size_t key_count, const unsigned char *vector,
                               const unsigned char *bytes, size_t count, unsigned char *plain);

// PBKDF2 (RFC 8018 section 5.2) over HMAC with SHA-1 (hash_bits 160), SHA-256, SHA-384 or SHA-512.
int sallyport_pbkdf2(int hash_bits, const unsigned char *passphrase, size_t passphrase_count, const unsigned char *salt,
                     size_t salt_count, size_t rounds, unsigned char *key, size_t key_count);

// Ed25519 (RFC 8032): a seed and a point of 32 bytes, a signature of 64.
int sallyport_ed25519_public(const unsigned char *seed, unsigned char *point);
int sallyport_ed25519_sign(const unsigned char *seed, const unsigned char *message, size_t count,
                           unsigned char *signature);
// Whether a signature of 64 bytes over a message is that of a point: 1 if it is, 0 if not.
int sallyport_ed25519_verify(const unsigned char *point, const unsigned char *message, size_t count,
                             const unsigned char *signature);

// ECDSA (FIPS 186-4) on the NIST curve of 256, 384 or 521 bits, with the hash that SSH pairs with it: SHA-256, SHA-384,
// SHA-512. A number has 32, 48 or 66 bytes, most significant first. The point is uncompressed: 0x04, x, y. The pair is r
// and s, each as long as a number.
int sallyport_ecdsa_public(int curve_bits, const unsigned char *number, unsigned char *point);
int sallyport_ecdsa_sign(int curve_bits, const unsigned char *number, const unsigned char *message, size_t count,
                         unsigned char *pair);

// RSA keys of 1024 to 16384 bits. The numbers n, e, d, p and q stand behind each other, most significant byte first;
// sizes has the five counts of their bytes. Checked is that n = p · q and that d undoes e, not that p and q are prime.
int sallyport_rsa_check(const unsigned char *numbers, const size_t *sizes);

// An RSASSA-PKCS1-v1_5 signature (RFC 8017 section 8.2) with SHA-256 or SHA-512, as long as n. Checks the key too.
int sallyport_rsa_sign(const unsigned char *numbers, const size_t *sizes, int hash_bits, const unsigned char *message,
                       size_t count, unsigned char *signature);

#endif
