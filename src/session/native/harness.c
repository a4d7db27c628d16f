/* Runs the statements of a cell on arrays that another process lends: linked with what `harness.rs` makes of the cell.
 *
 * On standard input there is a link both ways. First the arguments come, each in a line:
 *   a PATH BYTES WRITE OFFSET NDIM SIZE SHAPE… STRIDES…    an array in a file that is mapped
 *   i INTEGER    f FLOAT    b 0|1    s HEX                  a value
 * and a line `go`. Then each line holds a number of runs; the answer is a line: the seconds that they took without what
 * is around them, and the values that the last one left, `d:FLOAT`, `i:INTEGER`, `u:INTEGER`, `b:0|1` or `s:HEX`.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

struct ravel_given {
    void *data;
    const char *text;
    long long integer;
    double number;
    long ndim, size, shape[64], strides[64];
};

void ravel_cell(void);

static struct ravel_given given[64];
static double began, taken;
static FILE *replies;

struct ravel_given *ravel_given(int n) { return &given[n]; }

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

void ravel_begin(void) { began = now(); }
void ravel_end(void) { taken += now() - began; }
void ravel_number(double x) { if (replies) fprintf(replies, " d:%a", x); }
void ravel_integer(long long x) { if (replies) fprintf(replies, " i:%lld", x); }
void ravel_natural(unsigned long long x) { if (replies) fprintf(replies, " u:%llu", x); }
void ravel_truth(int x) { if (replies) fprintf(replies, " b:%d", x != 0); }
void ravel_text(const char *s) {
    if (!replies) return;
    fputs(" s:", replies);
    for (; s && *s; s++) fprintf(replies, "%02x", (unsigned char) *s);
}

static void fail(const char *what) {
    perror(what);
    exit(125);
}

/* The rest of the line: two digits for each byte. */
static char *text(FILE *link) {
    char *line = NULL;
    size_t room = 0, n = 0;
    if (getline(&line, &room, link) < 0) exit(125);
    for (unsigned byte; sscanf(line + 2 * n, "%2x", &byte) == 1; n++) line[n] = (char) byte;
    line[n] = 0;
    return line;
}

static void array(FILE *link, struct ravel_given *g) {
    char path[256];
    long bytes, offset;
    int writes;
    if (fscanf(link, "%255s %ld %d %ld %ld %ld", path, &bytes, &writes, &offset, &g->ndim, &g->size) != 6) exit(125);
    for (long k = 0; k < g->ndim; k++) if (fscanf(link, "%ld", &g->shape[k]) != 1) exit(125);
    for (long k = 0; k < g->ndim; k++) if (fscanf(link, "%ld", &g->strides[k]) != 1) exit(125);
    if (bytes == 0) return;
    int file = open(path, writes ? O_RDWR : O_RDONLY);
    if (file < 0) fail("the shared memory can't be opened");
    int flags = MAP_SHARED;
#ifdef MAP_POPULATE
    flags |= MAP_POPULATE;
#endif
    char *at = mmap(NULL, bytes, writes ? PROT_READ | PROT_WRITE : PROT_READ, flags, file, 0);
    if (at == MAP_FAILED) fail("the shared memory can't be mapped");
    close(file);
    g->data = at + offset;
}

static void arguments(FILE *link) {
    char kind[8];
    for (struct ravel_given *g = given; fscanf(link, "%7s", kind) == 1 && strcmp(kind, "go"); g++) {
        int truth = 0;
        getc(link);
        switch (kind[0]) {
        case 'a': array(link, g); break;
        case 'i': if (fscanf(link, "%lld", &g->integer) != 1) exit(125); break;
        case 'b': if (fscanf(link, "%d", &truth) != 1) exit(125); g->integer = truth; break;
        case 'f': if (fscanf(link, "%lf", &g->number) != 1) exit(125); break;
        case 's': g->text = text(link); break;
        }
    }
}

int main(void) {
    int link = dup(0), nothing = open("/dev/null", O_RDONLY);
    dup2(nothing, 0);
    fcntl(link, F_SETFD, FD_CLOEXEC);
    FILE *requests = fdopen(link, "r"), *answers = fdopen(dup(link), "w");
    if (!requests || !answers) fail("the link");
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
    arguments(requests);
    for (long runs; fscanf(requests, "%ld", &runs) == 1;) {
        taken = 0;
        for (long n = 1; n < runs; n++) ravel_cell();
        char *values = NULL;
        size_t length;
        replies = open_memstream(&values, &length);
        if (runs > 0) ravel_cell();
        fclose(replies);
        replies = NULL;
        fflush(NULL);
        fprintf(answers, "%a%s\n", taken, values);
        fflush(answers);
        free(values);
    }
    return 0;
}
