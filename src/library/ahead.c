/*
 * Reading ahead. Storing a document (rows, index) takes as long as reading it (outline, themes,
 * fold), and needs nothing of the next one: one thread of our own reads while the caller's stores.
 */
#include "prepare.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* How much is read ahead at most: while the index takes in what was stored (index.c), nothing else
 * is. */
enum { BYTES_MAX = 8 << 20, SLOTS_MAX = 512 };

enum state { QUEUED, READING, DONE };

struct slot {
	struct slot *next; /* the one that is read after it */
	enum state state;
	bool hashed;
	yd_str bytes; /* the caller's */
	char *name;
	yd_given given; /* strings are the caller's */
	uint8_t sha256[YD_SHA256_SIZE];
	prepared document;
	yd_status status;
	yd_error err;
};

struct ahead {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed; /* any slot's state, or stop */
	bool stop;
	const yd_theme_rules *rules;
	struct helper *helper;
	yd_packer *packer; /* the thread's */
	struct slot *first, *last;
	size_t count, bytes;
};

/* ---- the thread that reads ---- */

static struct slot *next_queued(struct ahead *ahead)
{
	struct slot *slot = ahead->first;
	while (slot && slot->state != QUEUED)
		slot = slot->next;
	return slot;
}

static void read_slot(struct ahead *ahead, struct slot *slot)
{
	uint8_t sha256[YD_SHA256_SIZE];
	slot->state = READING;
	pthread_mutex_unlock(&ahead->lock);
	yd_sha256(slot->bytes.ptr, slot->bytes.len, sha256);

	pthread_mutex_lock(&ahead->lock);
	memcpy(slot->sha256, sha256, sizeof sha256);
	slot->hashed = true;
	pthread_cond_broadcast(&ahead->changed);
	pthread_mutex_unlock(&ahead->lock);
	yd_given given = slot->given;
	given.sha256 = sha256;
	prepared *document = &slot->document;
	yd_status status = prepare(
		slot->name, slot->bytes, &given, ahead->helper, ahead->rules, document, &slot->err);
	if (status == YD_OK)
		yd_packer_pack(ahead->packer,
			(yd_str){document->document.source, document->document.source_len},
			&document->packed);

	pthread_mutex_lock(&ahead->lock);
	slot->status = status;
	slot->state = DONE;
	pthread_cond_broadcast(&ahead->changed);
}

static void *read_on(void *context)
{
	struct ahead *ahead = context;
	pthread_mutex_lock(&ahead->lock);
	while (!ahead->stop) {
		struct slot *slot = next_queued(ahead);
		if (slot)
			read_slot(ahead, slot);
		else
			pthread_cond_wait(&ahead->changed, &ahead->lock);
	}
	pthread_mutex_unlock(&ahead->lock);
	return NULL;
}

static void end(struct ahead *ahead)
{
	pthread_mutex_destroy(&ahead->lock);
	pthread_cond_destroy(&ahead->changed);
	yd_packer_free(ahead->packer);
	free(ahead);
}

static struct ahead *start(yd_library *library)
{
	if (library_need_rules(library, NULL) != YD_OK)
		return NULL;
	struct ahead *ahead = yd_alloc(sizeof *ahead);
	pthread_mutex_init(&ahead->lock, NULL);
	pthread_cond_init(&ahead->changed, NULL);
	ahead->rules = library->rules;
	ahead->helper = library->helper;
	ahead->packer = yd_packer_new();
	if (pthread_create(&ahead->thread, NULL, read_on, ahead) == 0)
		return ahead;
	end(ahead);
	return NULL;
}

/* ---- the caller's side; what is called slot_… holds the lock ---- */

static struct slot *slot_of(struct ahead *ahead, yd_str bytes)
{
	struct slot *slot = ahead->first;
	while (slot && (slot->bytes.ptr != bytes.ptr || slot->bytes.len != bytes.len))
		slot = slot->next;
	return slot;
}

/* Takes it out of the list, when the thread is done with it; one that it has not begun is not
 * begun. */
static void slot_free(struct ahead *ahead, struct slot *slot)
{
	if (slot->state == QUEUED)
		slot->state = DONE;
	while (slot->state == READING)
		pthread_cond_wait(&ahead->changed, &ahead->lock);
	struct slot **link = &ahead->first, *before = NULL;
	for (; *link != slot; link = &before->next)
		before = *link;
	*link = slot->next;
	if (ahead->last == slot)
		ahead->last = before;
	ahead->count--;
	ahead->bytes -= slot->bytes.len;
	prepared_free(&slot->document);
	free(slot->name);
	free(slot);
}

static void add_slot(struct ahead *ahead, struct slot *slot)
{
	if (ahead->last)
		ahead->last->next = slot;
	else
		ahead->first = slot;
	ahead->last = slot;
	ahead->count++;
	ahead->bytes += slot->bytes.len;
	pthread_cond_broadcast(&ahead->changed);
}

bool yd_library_read_ahead(
	yd_library *library, const char *name, yd_str bytes, const yd_given *given)
{
	/* Where one document was there already the next most likely is as well, and need not be
	 * read. */
	if (library->unchanged || (!library->ahead && !(library->ahead = start(library))))
		return false;
	struct ahead *ahead = library->ahead;
	struct slot *slot = yd_alloc(sizeof *slot);
	slot->bytes = bytes;
	slot->name = yd_strdup(name);
	if (given)
		slot->given = *given;
	pthread_mutex_lock(&ahead->lock);
	add_slot(ahead, slot);
	bool room = ahead->count < SLOTS_MAX && ahead->bytes < BYTES_MAX;
	pthread_mutex_unlock(&ahead->lock);
	return room;
}

bool ahead_sha256(yd_library *library, yd_str bytes, uint8_t sha256[YD_SHA256_SIZE])
{
	struct ahead *ahead = library->ahead;
	if (!ahead)
		return false;
	pthread_mutex_lock(&ahead->lock);
	struct slot *slot = slot_of(ahead, bytes);
	while (slot && !slot->hashed)
		pthread_cond_wait(&ahead->changed, &ahead->lock);
	if (slot)
		memcpy(sha256, slot->sha256, YD_SHA256_SIZE);
	pthread_mutex_unlock(&ahead->lock);
	return slot != NULL;
}

static bool same_given(const yd_given *a, const yd_given *b)
{
	static const yd_given none;
	b = b ? b : &none;
	return a->region == b->region && a->year == b->year && a->title == b->title &&
	       a->url == b->url && a->charset == b->charset;
}

bool ahead_take(yd_library *library, yd_str bytes, const yd_given *given, prepared *out,
	yd_status *status, yd_error *err)
{
	struct ahead *ahead = library->ahead;
	bool taken = false;
	if (!ahead)
		return false;
	pthread_mutex_lock(&ahead->lock);
	struct slot *slot = slot_of(ahead, bytes);
	while (slot && slot->state != DONE)
		pthread_cond_wait(&ahead->changed, &ahead->lock);
	if (slot && same_given(&slot->given, given)) {
		*out = slot->document;
		*status = slot->status;
		if (err)
			*err = slot->err;
		slot->document = (prepared){0};
		taken = true;
	}
	pthread_mutex_unlock(&ahead->lock);
	return taken;
}

void ahead_drop(yd_library *library, yd_str bytes)
{
	struct ahead *ahead = library->ahead;
	if (!ahead)
		return;
	pthread_mutex_lock(&ahead->lock);
	struct slot *slot = slot_of(ahead, bytes);
	if (slot)
		slot_free(ahead, slot);
	pthread_mutex_unlock(&ahead->lock);
}

void yd_library_forget_ahead(yd_library *library)
{
	struct ahead *ahead = library->ahead;
	if (!ahead)
		return;
	pthread_mutex_lock(&ahead->lock);
	/* From the end, so that the thread does not begin what is given up. */
	while (ahead->last)
		slot_free(ahead, ahead->last);
	pthread_mutex_unlock(&ahead->lock);
}

void ahead_close(yd_library *library)
{
	struct ahead *ahead = library->ahead;
	if (!ahead)
		return;
	yd_library_forget_ahead(library);
	pthread_mutex_lock(&ahead->lock);
	ahead->stop = true;
	pthread_cond_broadcast(&ahead->changed);
	pthread_mutex_unlock(&ahead->lock);
	pthread_join(ahead->thread, NULL);
	end(ahead);
	library->ahead = NULL;
}
