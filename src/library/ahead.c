/*
 * Reading ahead. Storing a document (rows, index) takes longer than reading it (outline, themes,
 * fold), and needs nothing of the next one: a thread of our own reads while the caller's stores.
 *
 * What the helper takes apart (pages, Word files) is read by two: while one waits for its helper,
 * the other has an outline to read. Plain text has one reader only; a second would take the
 * processor from the thread that stores, which is the one everything waits for.
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
	bool hashed, extracted; /* the helper takes it apart */
	yd_str bytes;		/* the caller's */
	char *name;
	yd_given given; /* strings are the caller's */
	uint8_t sha256[YD_SHA256_SIZE];
	prepared document;
	yd_status status;
	yd_error err;
};

struct reader {
	struct ahead *ahead;
	pthread_t thread;
	bool runs;
	struct helper *helper;
	yd_packer *packer;
};

enum { FIRST, SECOND, READERS }; /* the second reads only what is extracted */

struct ahead {
	struct reader readers[READERS];
	pthread_mutex_t lock;
	pthread_cond_t changed; /* any slot's state, or stop */
	bool stop;
	const yd_theme_rules *rules;
	struct helper *second_helper;
	struct slot *first, *last;
	size_t count, bytes;
};

/* ---- the threads that read ---- */

static struct slot *next_queued(const struct reader *reader)
{
	const struct ahead *ahead = reader->ahead;
	bool any = reader == &ahead->readers[FIRST];
	struct slot *slot = ahead->first;
	while (slot && (slot->state != QUEUED || !(any || slot->extracted)))
		slot = slot->next;
	return slot;
}

static void read_slot(struct reader *reader, struct slot *slot)
{
	struct ahead *ahead = reader->ahead;
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
	yd_status status = prepare(slot->name, slot->bytes, &given, reader->helper, ahead->rules,
		document, &slot->err);
	if (status == YD_OK)
		yd_packer_pack(reader->packer,
			(yd_str){document->document.source, document->document.source_len},
			&document->packed);

	pthread_mutex_lock(&ahead->lock);
	slot->status = status;
	slot->state = DONE;
	pthread_cond_broadcast(&ahead->changed);
}

static void *read_on(void *context)
{
	struct reader *reader = context;
	struct ahead *ahead = reader->ahead;
	pthread_mutex_lock(&ahead->lock);
	while (!ahead->stop) {
		struct slot *slot = next_queued(reader);
		if (slot)
			read_slot(reader, slot);
		else
			pthread_cond_wait(&ahead->changed, &ahead->lock);
	}
	pthread_mutex_unlock(&ahead->lock);
	return NULL;
}

static bool start_reader(struct ahead *ahead, struct reader *reader, struct helper *helper)
{
	reader->ahead = ahead;
	reader->helper = helper;
	reader->packer = yd_packer_new();
	reader->runs = pthread_create(&reader->thread, NULL, read_on, reader) == 0;
	return reader->runs;
}

static void end(struct ahead *ahead)
{
	for (int i = 0; i < READERS; i++) {
		if (ahead->readers[i].runs)
			pthread_join(ahead->readers[i].thread, NULL);
		yd_packer_free(ahead->readers[i].packer);
	}
	helper_free(ahead->second_helper);
	pthread_mutex_destroy(&ahead->lock);
	pthread_cond_destroy(&ahead->changed);
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
	if (start_reader(ahead, &ahead->readers[FIRST], library->helper))
		return ahead;
	end(ahead);
	return NULL;
}

/* Once the first document that is extracted comes. Should there be no thread, the first reads all.
 */
static void start_second(struct ahead *ahead)
{
	if (ahead->second_helper)
		return;
	ahead->second_helper = helper_new();
	start_reader(ahead, &ahead->readers[SECOND], ahead->second_helper);
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
	slot->extracted = yd_intake_is_extracted(bytes);
	pthread_mutex_lock(&ahead->lock);
	if (slot->extracted)
		start_second(ahead);
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
	end(ahead);
	library->ahead = NULL;
}
