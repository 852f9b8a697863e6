#!/usr/bin/perl
# Writes the two files behind the fold (include/yaodian/text.h):
#
#   data/fold.tsv           every character that counts as another one, with where that comes from
#   src/text/fold_table.c   the same joined with NFKC and case folding, as yd_fold() looks it up
#
# Run by hand, from the top of the source tree, when one of the sources changes; both files are kept
# in the repository and a build needs none of this:
#
#   apt-get install opencc perl
#   tools/make-fold-table.pl
#
# Sources: OpenCC's TSCharacters (Debian package opencc, Apache-2.0), the property
# Equivalent_Unified_Ideograph and the normalization and case folding data of the Unicode Character
# Database (through Perl's own Unicode::UCD and Unicode::Normalize; Unicode licence), and the lists in
# this script. What Unicode says of an assigned character here is stable: another version of Perl
# gives a table that folds to the same.
use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));
use feature qw(fc);
use Digest::SHA qw(sha256_hex);
use Encode qw(encode_utf8);
use Unicode::Normalize qw(NFC NFKC NFKD getCombinClass isComp2nd);
use Unicode::UCD qw(prop_invmap);

my $OPENCC = '/usr/share/opencc/TSCharacters.ocd2';
my $PAGE   = 64;

# Values of the table that are not characters: see src/text/fold_table.h.
my ($SAME, $COMPLEX, $DROPPED, $STRING) = (0, 1, 2, 0xE000);

my (%map, %source);

sub add_pair {
	my ($from, $to, $source) = @_;
	return if $from eq $to;
	die "$from is given twice: $map{$from} and $to\n" if exists $map{$from} && $map{$from} ne $to;
	$map{$from} = $to;
	$source{$from} = $source;
}

# Quotation marks, dashes, opening and closing brackets: one of each stands for all.
add_pair($_, '"', 'quote') for split //, "“”‘’「」『』\"'";
add_pair($_, '-', 'dash')  for split //, '—–－-~～';
add_pair($_, '(', 'open')  for split //, '（(〔[【《〈';
add_pair($_, ')', 'close') for split //, '）)〕]】》〉';

# Characters that OpenCC keeps apart and that are one to a reader of plans.
my %ours = ('著' => '着', '衞' => '卫', '瞭' => '了', '〇' => '零', '○' => '零');
add_pair($_, $ours{$_}, 'yaodian') for keys %ours;

# CJK Radicals Supplement; the Kangxi radicals have compatibility mappings already.
my ($starts, $values, $format, $default) = prop_invmap('Equivalent_Unified_Ideograph');
for my $i (0 .. $#$starts) {
	next unless $values->[$i];
	for my $cp ($starts->[$i] .. $starts->[$i + 1] - 1) {
		next if $cp < 0x2E80 || $cp > 0x2EF3 || NFKC(chr $cp) ne chr $cp;
		add_pair(chr $cp, chr $values->[$i], 'radical');
	}
}

# Traditional to simplified, first candidate.
open my $opencc, '-|:encoding(UTF-8)', "opencc_dict -i $OPENCC -o /dev/stdout -f ocd2 -t text"
	or die "opencc_dict: $!\n";
while (<$opencc>) {
	chomp;
	my ($from, $candidates) = split /\t/ or next;
	next unless defined $candidates;
	my ($to) = split / /, $candidates;
	add_pair($from, $to, 'opencc') unless exists $map{$from};
}
close $opencc or die "opencc_dict failed: is the package opencc installed?\n";
die "opencc_dict gave only " . keys(%map) . " pairs\n" if keys %map < 4000;

# A pair may lead to another one (⻑ to 長 to 长): follow it, so that folding twice changes nothing.
for my $from (keys %map) {
	my $to = $map{$from};
	my $steps = 0;
	while (exists $map{$to}) {
		$to = $map{$to};
		die "the pairs run in a circle at $from\n" if ++$steps > 8;
	}
	$map{$from} = $to;
}

sub is_dropped {
	return $_[0] =~ /[\p{White_Space}\p{Cf}]/;
}

# The fold by its definition, slow and plain.
sub fold {
	my ($text) = @_;
	for (1 .. 8) {
		my $before = $text;
		$text = NFKD(fc NFKD($text));
		$text = join '', map { is_dropped($_) ? '' : $map{$_} // $_ } split //, $text;
		$text = NFC($text);
		return $text if $text eq $before;
	}
	die "no end to folding\n";
}

sub is_inert { # never composes with, nor moves before, what stands before it
	my ($char) = @_;
	return getCombinClass(ord $char) == 0 && !isComp2nd(ord $char);
}

my (@strings, %string_number);

sub string_value {
	my ($text) = @_;
	if (!exists $string_number{$text}) {
		$string_number{$text} = @strings;
		push @strings, $text;
	}
	die "too many strings\n" if @strings > 0x1900;
	return $STRING + $string_number{$text};
}

sub value_of {
	my ($cp) = @_;
	return $SAME if $cp >= 0xE000 && $cp <= 0xF8FF;
	return $COMPLEX if $cp >= 0xD800 && $cp <= 0xDFFF;
	my $char = chr $cp;
	return $DROPPED if is_dropped($char);
	return $COMPLEX unless $char =~ /\p{Assigned}/;
	my $folded = fold($char);
	return $DROPPED if $folded eq '';
	return $COMPLEX unless is_inert(substr $folded, 0, 1) && is_inert($char);
	return $SAME if $folded eq $char;
	return string_value($folded) if length $folded > 1 || ord $folded > 0xFFFF;
	return ord $folded;
}

my (@pages, %page_number, @index);
for (my $start = 0; $start < 0x10000; $start += $PAGE) {
	my @values = map { value_of($_) } $start .. $start + $PAGE - 1;
	my $key = join ',', @values;
	if (!exists $page_number{$key}) {
		$page_number{$key} = @pages;
		push @pages, \@values;
	}
	push @index, $page_number{$key};
}

my @far = sort { $a <=> $b } map { ord } grep { ord > 0xFFFF } keys %map;

sub hex_rows {
	my ($per_row, @values) = @_;
	my $text = '';
	while (my @row = splice @values, 0, $per_row) {
		$text .= "\t" . join(', ', map { $_ < 10 ? $_ : sprintf '0x%X', $_ } @row) . ",\n";
	}
	return $text;
}

my $tsv = "# What counts as what in the fold, besides NFKC and case folding; made by tools/make-fold-table.pl.\n"
	. "# character\tcounts as\tfrom (opencc: TSCharacters, Apache-2.0; radical: Unicode Character Database)\n";
$tsv .= "$_\t$map{$_}\t$source{$_}\n" for sort keys %map;

my ($bytes, @offsets) = ('');
for my $string (@strings) {
	push @offsets, length $bytes;
	$bytes .= encode_utf8($string);
}
push @offsets, length $bytes;
die "too many bytes of strings\n" if length $bytes > 0xFFFF;

my $body = "const uint16_t yd_fold_index[0x10000 / YD_FOLD_PAGE] = {\n" . hex_rows(16, @index) . "};\n\n"
	. "const uint16_t yd_fold_pages[][YD_FOLD_PAGE] = {\n"
	. join('', map { "\t{\n" . hex_rows(16, @$_) =~ s/^/\t/mgr . "\t},\n" } @pages) . "};\n\n"
	. "const uint16_t yd_fold_string_start[] = {\n" . hex_rows(16, @offsets) . "};\n\n"
	. "const unsigned char yd_fold_strings[] = {\n" . hex_rows(20, unpack 'C*', $bytes) . "};\n\n"
	. "const yd_fold_pair yd_fold_far[] = {\n"
	. join('', map { sprintf "\t{0x%X, 0x%X},\n", $_, ord $map{chr $_} } @far) . "};\n\n"
	. "const size_t yd_fold_far_count = sizeof yd_fold_far / sizeof yd_fold_far[0];\n";
my $digest = substr sha256_hex(encode_utf8($tsv . $body)), 0, 12;

sub write_file {
	my ($path, $text) = @_;
	open my $file, '>:encoding(UTF-8)', $path or die "$path: $!\n";
	print $file $text;
	close $file or die "$path: $!\n";
}

write_file('data/fold.tsv', $tsv);
write_file('src/text/fold_table.c', <<"END" . $body);
/* Generated by tools/make-fold-table.pl, which names the sources. The table of the fold; do not edit.
 * Holds data of OpenCC (TSCharacters), Copyright (c) Carbo Kuo and contributors, Apache License 2.0,
 * and of the Unicode Character Database, Copyright (c) Unicode, Inc., Unicode licence.
 */
/* clang-format off */
#include "fold_table.h"

const char yd_fold_version[] = YD_FOLD_RULES "-$digest";

END
printf "%d pairs, %d pages, %d strings (%d bytes), %d beyond the first plane\n", scalar(keys %map),
	scalar(@pages), scalar(@strings), length $bytes, scalar(@far);
