#include "CCrypto.h"
#include "evp.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/param_build.h>
#include <string.h>

// ssh's bounds: its default RequiredRSASize, and OpenSSL's own limit.
enum { least_bits = 1024, most_bits = 16384 };

// A private key with the numbers that make signing four times as fast (RFC 8017 section 3.2, second form).
struct numbers {
    BIGNUM *n, *e, *d, *p, *q;
    BIGNUM *d_mod_p1, *d_mod_q1, *q_inverse;
};

static BIGNUM *public_number(const unsigned char **bytes, size_t size) {
    BIGNUM *number = size > most_bits / 8 ? NULL : BN_bin2bn(*bytes, (int)size, NULL);
    *bytes += size;
    return number;
}

// In memory that is wiped when it is freed, and that OSSL_PARAM_BLD copies to memory of the same kind.
static BIGNUM *new_secret(void) {
    BIGNUM *number = BN_secure_new();
    if (number != NULL) {
        BN_set_flags(number, BN_FLG_CONSTTIME);
    }
    return number;
}

static BIGNUM *secret_number(const unsigned char **bytes, size_t size) {
    BIGNUM *number = size > most_bits / 8 ? NULL : new_secret();
    if (number != NULL && BN_bin2bn(*bytes, (int)size, number) == NULL) {
        BN_clear_free(number);
        number = NULL;
    }
    *bytes += size;
    return number;
}

// The private exponent for one prime: remainder = d mod (prime - 1). 1 if it undoes e there.
static int reduce(const struct numbers *key, const BIGNUM *prime, BIGNUM *remainder, BN_CTX *context) {
    BIGNUM *less_one = new_secret(), *product = new_secret();
    int done = less_one != NULL && product != NULL && BN_is_odd(prime) && !BN_is_one(prime) &&
               BN_sub(less_one, prime, BN_value_one()) == 1 && BN_mod(remainder, key->d, less_one, context) == 1 &&
               BN_mod_mul(product, remainder, key->e, less_one, context) == 1 && BN_is_one(product);
    BN_clear_free(less_one);
    BN_clear_free(product);
    return done;
}

// Fills in what follows from the five numbers; 1 if they fit each other.
static int complete(struct numbers *key) {
    if (key->n == NULL || key->e == NULL || key->d == NULL || key->p == NULL || key->q == NULL ||
        key->d_mod_p1 == NULL || key->d_mod_q1 == NULL || key->q_inverse == NULL || BN_num_bits(key->n) < least_bits ||
        BN_num_bits(key->n) > most_bits) {
        return 0;
    }
    BN_CTX *context = BN_CTX_secure_new();
    BIGNUM *product = new_secret();
    int done = context != NULL && product != NULL && BN_mul(product, key->p, key->q, context) == 1 &&
               BN_cmp(product, key->n) == 0 && reduce(key, key->p, key->d_mod_p1, context) &&
               reduce(key, key->q, key->d_mod_q1, context) &&
               BN_mod_inverse(key->q_inverse, key->q, key->p, context) != NULL;
    BN_clear_free(product);
    BN_CTX_free(context);
    return done;
}

static void wipe(struct numbers *key) {
    BN_free(key->n);
    BN_free(key->e);
    BN_clear_free(key->d);
    BN_clear_free(key->p);
    BN_clear_free(key->q);
    BN_clear_free(key->d_mod_p1);
    BN_clear_free(key->d_mod_q1);
    BN_clear_free(key->q_inverse);
}

// 1 if the numbers are a key. To be wiped in any case.
static int read_numbers(struct numbers *key, const unsigned char *bytes, const size_t *sizes) {
    memset(key, 0, sizeof *key);
    key->n = public_number(&bytes, sizes[0]);
    key->e = public_number(&bytes, sizes[1]);
    key->d = secret_number(&bytes, sizes[2]);
    key->p = secret_number(&bytes, sizes[3]);
    key->q = secret_number(&bytes, sizes[4]);
    key->d_mod_p1 = new_secret();
    key->d_mod_q1 = new_secret();
    key->q_inverse = new_secret();
    return complete(key);
}

static EVP_PKEY *key_of(const struct numbers *key) {
    EVP_PKEY *made = NULL;
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    if (builder != NULL && OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, key->n) == 1 &&
        OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, key->e) == 1 &&
        OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_D, key->d) == 1 &&
        OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_FACTOR1, key->p) == 1 &&
        OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_FACTOR2, key->q) == 1 &&
        OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_EXPONENT1, key->d_mod_p1) == 1 &&
        OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_EXPONENT2, key->d_mod_q1) == 1 &&
        OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_COEFFICIENT1, key->q_inverse) == 1) {
        made = sallyport_key("RSA", OSSL_PARAM_BLD_to_param(builder));
    }
    OSSL_PARAM_BLD_free(builder);
    return made;
}

int sallyport_rsa_check(const unsigned char *numbers, const size_t *sizes) {
    struct numbers key;
    ERR_set_mark();
    int done = read_numbers(&key, numbers, sizes);
    wipe(&key);
    ERR_pop_to_mark();
    return done ? 0 : -1;
}

int sallyport_rsa_sign(const unsigned char *numbers, const size_t *sizes, int hash_bits, const unsigned char *message,
                       size_t count, unsigned char *signature) {
    if (hash_bits != 256 && hash_bits != 512) {
        return -1;
    }
    struct numbers key;
    ERR_set_mark();
    EVP_PKEY *made = read_numbers(&key, numbers, sizes) ? key_of(&key) : NULL;
    size_t size = made == NULL ? 0 : (size_t)BN_num_bytes(key.n);
    // PKCS #1 v1.5 is what OpenSSL does with an RSA key unless told otherwise.
    long written = sallyport_sign(made, sallyport_hash(hash_bits), message, count, signature, size);
    EVP_PKEY_free(made);
    wipe(&key);
    ERR_pop_to_mark();
    return written > 0 && (size_t)written == size ? 0 : -1;
}
