#include "CCrypto.h"
#include "evp.h"

#include <openssl/err.h>

int sallyport_ed25519_public(const unsigned char *seed, unsigned char *point) {
    size_t written = 32;
    ERR_set_mark();
    EVP_PKEY *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, 32);
    int done = key != NULL && EVP_PKEY_get_raw_public_key(key, point, &written) == 1 && written == 32;
    EVP_PKEY_free(key);
    ERR_pop_to_mark();
    return done ? 0 : -1;
}

int sallyport_ed25519_sign(const unsigned char *seed, const unsigned char *message, size_t count,
                           unsigned char *signature) {
    ERR_set_mark();
    EVP_PKEY *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, 32);
    long written = sallyport_sign(key, NULL, message, count, signature, 64);
    EVP_PKEY_free(key);
    ERR_pop_to_mark();
    return written == 64 ? 0 : -1;
}

int sallyport_ed25519_verify(const unsigned char *point, const unsigned char *message, size_t count,
                             const unsigned char *signature) {
    ERR_set_mark();
    EVP_PKEY *key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, point, 32);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int answer = -1;
    if (key != NULL && context != NULL && EVP_DigestVerifyInit(context, NULL, NULL, NULL, key) == 1) {
        // Anything but 1 means that the signature is not good; for a point that is none OpenSSL says so here too.
        answer = EVP_DigestVerify(context, signature, 64, message, count) == 1;
    }
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    ERR_pop_to_mark();
    return answer;
}
