// What the files of this module share.
#ifndef SALLYPORT_EVP_H
#define SALLYPORT_EVP_H

#include <openssl/evp.h>

// SHA-1 (160), SHA-256, SHA-384 or SHA-512 by the bits of its output; NULL for any other.
const EVP_MD *sallyport_hash(int bits);

// A key pair of a type such as "EC" from named numbers; NULL if OpenSSL refuses them. Frees the builder's parameters.
EVP_PKEY *sallyport_key(const char *type, OSSL_PARAM *parameters);

// Signs a message. Writes at most capacity bytes and returns how many, or -1. hash is NULL where the algorithm has its own.
long sallyport_sign(EVP_PKEY *key, const EVP_MD *hash, const unsigned char *message, size_t count,
                    unsigned char *signature, size_t capacity);

#endif
