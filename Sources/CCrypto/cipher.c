#include "CCrypto.h"
#include "evp.h"

#include <limits.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

static long decrypt(const EVP_CIPHER *cipher, const unsigned char *key, const unsigned char *vector,
                    const unsigned char *bytes, size_t count, int strips_padding, unsigned char *plain) {
    if (cipher == NULL || count == 0 || count % 16 != 0 || count > INT_MAX - 16) {
        return -1;
    }
    int body = 0, tail = 0;
    ERR_set_mark();
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    int done = context != NULL && EVP_DecryptInit_ex(context, cipher, NULL, key, vector) == 1 &&
               EVP_CIPHER_CTX_set_padding(context, strips_padding) == 1 &&
               EVP_DecryptUpdate(context, plain, &body, bytes, (int)count) == 1 &&
               EVP_DecryptFinal_ex(context, plain + body, &tail) == 1;
    EVP_CIPHER_CTX_free(context);
    ERR_pop_to_mark();
    if (!done) {
        OPENSSL_cleanse(plain, count);
        return -1;
    }
    return (long)body + tail;
}

long sallyport_aes_cbc_decrypt(const unsigned char *key, size_t key_count, const unsigned char *vector,
                               const unsigned char *bytes, size_t count, int strips_padding, unsigned char *plain) {
    const EVP_CIPHER *cipher = key_count == 16   ? EVP_aes_128_cbc()
                               : key_count == 24 ? EVP_aes_192_cbc()
                               : key_count == 32 ? EVP_aes_256_cbc()
                                                 : NULL;
    return decrypt(cipher, key, vector, bytes, count, strips_padding, plain);
}

long sallyport_aes_ctr_decrypt(const unsigned char *key, size_t key_count, const unsigned char *vector,
                               const unsigned char *bytes, size_t count, unsigned char *plain) {
    const EVP_CIPHER *cipher = key_count == 16   ? EVP_aes_128_ctr()
                               : key_count == 24 ? EVP_aes_192_ctr()
                               : key_count == 32 ? EVP_aes_256_ctr()
                                                 : NULL;
    return decrypt(cipher, key, vector, bytes, count, 0, plain);
}

int sallyport_pbkdf2(int hash_bits, const unsigned char *passphrase, size_t passphrase_count, const unsigned char *salt,
                     size_t salt_count, size_t rounds, unsigned char *key, size_t key_count) {
    const EVP_MD *hash = sallyport_hash(hash_bits);
    if (hash == NULL || passphrase_count > INT_MAX || salt_count > INT_MAX || rounds < 1 || rounds > INT_MAX ||
        key_count < 1 || key_count > INT_MAX) {
        return -1;
    }
    ERR_set_mark();
    int done = PKCS5_PBKDF2_HMAC((const char *)passphrase, (int)passphrase_count, salt, (int)salt_count, (int)rounds,
                                 hash, (int)key_count, key);
    ERR_pop_to_mark();
    return done == 1 ? 0 : -1;
}
