# Tables built from installed packages, tests, fuzzing, training: rules beside the main Makefile.
