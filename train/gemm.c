#include "gemm.h"

#include <string.h>

typedef float v8 __attribute__((vector_size(32), aligned(4), may_alias));

/* ROWS x (8 * COLS) of C. The sums stay in registers. */
#define KERNEL(ROWS, COLS)                                                                         \
    static void kernel_##ROWS##_##COLS(int k, const float *a, int ars, int acs, const float *b,    \
                                       int ldb, float *c, int ldc) {                               \
        v8 s[ROWS][COLS];                                                                          \
        memset(s, 0, sizeof s);                                                                    \
        for (int l = 0; l < k; l++) {                                                              \
            const float *bl = b + (long)l * ldb;                                                   \
            _Pragma("GCC unroll 8") for (int i = 0; i < ROWS; i++) {                               \
                float x = a[(long)i * ars + (long)l * acs];                                        \
                _Pragma("GCC unroll 2") for (int j = 0; j < COLS; j++) s[i][j] +=                  \
                    x * *(const v8 *)(bl + 8 * j);                                                 \
            }                                                                                      \
        }                                                                                          \
        _Pragma("GCC unroll 8") for (int i = 0; i < ROWS; i++)                                     \
                _Pragma("GCC unroll 2") for (int j = 0; j < COLS; j++) *                           \
            (v8 *)(c + (long)i * ldc + 8 * j) += s[i][j];                                          \
    }

KERNEL(6, 2)
KERNEL(4, 2)
KERNEL(2, 2)
KERNEL(1, 2)
KERNEL(6, 1)
KERNEL(4, 1)
KERNEL(2, 1)
KERNEL(1, 1)

typedef void kernel_fn(int, const float *, int, int, const float *, int, float *, int);

void gemm(int m, int n, int k, const float *a, int ars, int acs, const float *b, int ldb, float *c,
          int ldc) {
    static kernel_fn *const fn[2][7] = {
        {0, kernel_1_1, kernel_2_1, 0, kernel_4_1, 0, kernel_6_1},
        {0, kernel_1_2, kernel_2_2, 0, kernel_4_2, 0, kernel_6_2},
    };
    enum { DEPTH = 256 };
    for (int l = 0; l < k; l += DEPTH) {
        int depth = k - l < DEPTH ? k - l : DEPTH;
        for (int j = 0; j < n;) {
            int cols = n - j >= 16 ? 2 : 1;
            for (int i = 0; i < m;) {
                int rows = m - i >= 6 ? 6 : m - i >= 4 ? 4 : m - i >= 2 ? 2 : 1;
                fn[cols - 1][rows](depth, a + (long)i * ars + (long)l * acs, ars, acs,
                                   b + (long)l * ldb + j, ldb, c + (long)i * ldc + j, ldc);
                i += rows;
            }
            j += 8 * cols;
        }
    }
}
