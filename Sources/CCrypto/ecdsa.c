#include "CCrypto.h"
#include "evp.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/param_build.h>

// The longest coordinate, that of the curve of 521 bits.
enum { longest = 66 };

struct curve {
    int name;
    int hash_bits;
    int size;
};

static const struct curve *curve_of(int bits) {
    static const struct curve p256 = {NID_X9_62_prime256v1, 256, 32};
    static const struct curve p384 = {NID_secp384r1, 384, 48};
    static const struct curve p521 = {NID_secp521r1, 512, longest};
    return bits == 256 ? &p256 : bits == 384 ? &p384 : bits == 521 ? &p521 : NULL;
}

// A private number in memory that is wiped when it is freed.
static BIGNUM *secret_number(const struct curve *curve, const unsigned char *bytes) {
    BIGNUM *number = BN_secure_new();
    if (number != NULL) {
        BN_set_flags(number, BN_FLG_CONSTTIME);
        if (BN_bin2bn(bytes, curve->size, number) == NULL) {
            BN_clear_free(number);
            return NULL;
        }
    }
    return number;
}

// The number times the curve's generator; 1 on success. A number outside of 1 to the order - 1 is no key.
static int derive(const struct curve *curve, const BIGNUM *number, unsigned char *bytes) {
    size_t size = 1 + 2 * (size_t)curve->size;
    EC_GROUP *group = EC_GROUP_new_by_curve_name(curve->name);
    EC_POINT *point = group == NULL ? NULL : EC_POINT_new(group);
    BN_CTX *context = BN_CTX_secure_new();
    int done = point != NULL && context != NULL && number != NULL && !BN_is_zero(number) &&
               BN_cmp(number, EC_GROUP_get0_order(group)) < 0 &&
               EC_POINT_mul(group, point, number, NULL, NULL, context) == 1 &&
               EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, bytes, size, context) == size;
    BN_CTX_free(context);
    EC_POINT_free(point);
    EC_GROUP_free(group);
    return done;
}

static EVP_PKEY *key_of(const struct curve *curve, const BIGNUM *number) {
    unsigned char point[1 + 2 * longest];
    if (!derive(curve, number, point)) {
        return NULL;
    }
    EVP_PKEY *key = NULL;
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    if (builder != NULL &&
        OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, OBJ_nid2sn(curve->name), 0) == 1 &&
        OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point, 1 + 2 * (size_t)curve->size) == 1 &&
        OSSL_PARAM_BLD_push_BN_pad(builder, OSSL_PKEY_PARAM_PRIV_KEY, number, (size_t)curve->size) == 1) {
        key = sallyport_key("EC", OSSL_PARAM_BLD_to_param(builder));
    }
    OSSL_PARAM_BLD_free(builder);
    return key;
}

// Both numbers of an ECDSA-Sig-Value (RFC 5480 appendix A), padded to the size of the curve; 1 on success.
static int split(const struct curve *curve, const unsigned char *der, long count, unsigned char *pair) {
    ECDSA_SIG *signature = d2i_ECDSA_SIG(NULL, &der, count);
    int done = signature != NULL && BN_bn2binpad(ECDSA_SIG_get0_r(signature), pair, curve->size) == curve->size &&
               BN_bn2binpad(ECDSA_SIG_get0_s(signature), pair + curve->size, curve->size) == curve->size;
    ECDSA_SIG_free(signature);
    return done;
}

int sallyport_ecdsa_public(int curve_bits, const unsigned char *number, unsigned char *point) {
    const struct curve *curve = curve_of(curve_bits);
    if (curve == NULL) {
        return -1;
    }
    ERR_set_mark();
    BIGNUM *secret = secret_number(curve, number);
    int done = derive(curve, secret, point);
    BN_clear_free(secret);
    ERR_pop_to_mark();
    return done ? 0 : -1;
}

int sallyport_ecdsa_sign(int curve_bits, const unsigned char *number, const unsigned char *message, size_t count,
                         unsigned char *pair) {
    const struct curve *curve = curve_of(curve_bits);
    if (curve == NULL) {
        return -1;
    }
    // A sequence of two integers: three heads, and each integer may need a zero in front.
    unsigned char der[3 + 2 * (2 + 1 + longest)];
    ERR_set_mark();
    BIGNUM *secret = secret_number(curve, number);
    EVP_PKEY *key = key_of(curve, secret);
    long written = sallyport_sign(key, sallyport_hash(curve->hash_bits), message, count, der, sizeof der);
    int done = written > 0 && split(curve, der, written, pair);
    EVP_PKEY_free(key);
    BN_clear_free(secret);
    ERR_pop_to_mark();
    return done ? 0 : -1;
}
