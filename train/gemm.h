/* Matrix products in single precision for the training programs. */
#ifndef TRAIN_GEMM_H
#define TRAIN_GEMM_H

/* C[m x n] (rows ldc apart) += A[m x k] B[k x n]. Element (i, l) of A is a[i * ars + l * acs], so
 * that a transposed A costs nothing; rows of B are ldb apart. n is a multiple of 8. */
void gemm(int m, int n, int k, const float *a, int ars, int acs, const float *b, int ldb, float *c,
          int ldc);

#endif
