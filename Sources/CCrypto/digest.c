#include "CCrypto.h"
#include "evp.h"

#include <openssl/err.h>

const EVP_MD *sallyport_hash(int bits) {
    switch (bits) {
    case 160: return EVP_sha1();
    case 256: return EVP_sha256();
    case 384: return EVP_sha384();
    case 512: return EVP_sha512();
    default: return NULL;
    }
}

static int digest_of(const EVP_MD *hash, const unsigned char *bytes, size_t count, unsigned char *digest) {
    ERR_set_mark();
    int done = EVP_Digest(bytes, count, digest, NULL, hash, NULL);
    ERR_pop_to_mark();
    return done == 1 ? 0 : -1;
}

int sallyport_md5(const unsigned char *bytes, size_t count, unsigned char *digest) {
    return digest_of(EVP_md5(), bytes, count, digest);
}

int sallyport_sha1(const unsigned char *bytes, size_t count, unsigned char *digest) {
    return digest_of(EVP_sha1(), bytes, count, digest);
}

int sallyport_sha256(const unsigned char *bytes, size_t count, unsigned char *digest) {
    return digest_of(EVP_sha256(), bytes, count, digest);
}

int sallyport_sha512(const unsigned char *bytes, size_t count, unsigned char *digest) {
    return digest_of(EVP_sha512(), bytes, count, digest);
}

int sallyport_hmac_sha1(const unsigned char *key, size_t key_count, const unsigned char *bytes, size_t count,
                        unsigned char *code) {
    size_t written = 0;
    ERR_set_mark();
    const void *done = EVP_Q_mac(NULL, "HMAC", NULL, "SHA1", NULL, key, key_count, bytes, count, code, 20, &written);
    ERR_pop_to_mark();
    return done != NULL && written == 20 ? 0 : -1;
}

// The state is OpenSSL's context under our name, so that its headers stay out of Swift.

sallyport_sha256_state *sallyport_sha256_new(void) {
    ERR_set_mark();
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (context != NULL && EVP_DigestInit_ex(context, EVP_sha256(), NULL) != 1) {
        EVP_MD_CTX_free(context);
        context = NULL;
    }
    ERR_pop_to_mark();
    return (sallyport_sha256_state *)context;
}

sallyport_sha256_state *sallyport_sha256_copy(const sallyport_sha256_state *state) {
    ERR_set_mark();
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (context != NULL && EVP_MD_CTX_copy_ex(context, (const EVP_MD_CTX *)state) != 1) {
        EVP_MD_CTX_free(context);
        context = NULL;
    }
    ERR_pop_to_mark();
    return (sallyport_sha256_state *)context;
}

void sallyport_sha256_free(sallyport_sha256_state *state) { EVP_MD_CTX_free((EVP_MD_CTX *)state); }

int sallyport_sha256_update(sallyport_sha256_state *state, const unsigned char *bytes, size_t count) {
    ERR_set_mark();
    int done = EVP_DigestUpdate((EVP_MD_CTX *)state, bytes, count);
    ERR_pop_to_mark();
    return done == 1 ? 0 : -1;
}

int sallyport_sha256_read(const sallyport_sha256_state *state, unsigned char *digest) {
    // Finishing uses a context up.
    EVP_MD_CTX *copy = (EVP_MD_CTX *)sallyport_sha256_copy(state);
    if (copy == NULL) {
        return -1;
    }
    ERR_set_mark();
    int done = EVP_DigestFinal_ex(copy, digest, NULL);
    ERR_pop_to_mark();
    EVP_MD_CTX_free(copy);
    return done == 1 ? 0 : -1;
}
