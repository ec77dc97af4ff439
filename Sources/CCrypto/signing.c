#include "evp.h"

#include <openssl/core.h>
#include <openssl/params.h>

EVP_PKEY *sallyport_key(const char *type, OSSL_PARAM *parameters) {
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
    if (context == NULL || parameters == NULL || EVP_PKEY_fromdata_init(context) != 1 ||
        EVP_PKEY_fromdata(context, &key, EVP_PKEY_KEYPAIR, parameters) != 1) {
        EVP_PKEY_free(key);
        key = NULL;
    }
    EVP_PKEY_CTX_free(context);
    OSSL_PARAM_free(parameters);
    return key;
}

long sallyport_sign(EVP_PKEY *key, const EVP_MD *hash, const unsigned char *message, size_t count,
                    unsigned char *signature, size_t capacity) {
    size_t written = capacity;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int done = key != NULL && context != NULL && EVP_DigestSignInit(context, NULL, hash, NULL, key) == 1 &&
               EVP_DigestSign(context, signature, &written, message, count) == 1 && written <= capacity;
    EVP_MD_CTX_free(context);
    return done ? (long)written : -1;
}
