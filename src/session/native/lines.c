/* Linked with every program of a cell: what it prints goes out line by line, as in a terminal. */
#include <stdio.h>

__attribute__((constructor)) static void ravel_lines(void) { setvbuf(stdout, NULL, _IOLBF, BUFSIZ); }
