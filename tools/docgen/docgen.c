#include "docgen.h"

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
	const char *what = argc == 2 ? argv[1] : "";
	bool right = true;
	if (strcmp(what, "manual") == 0)
		right = print_manual();
	else if (strcmp(what, "bash") == 0)
		print_bash();
	else if (strcmp(what, "zsh") == 0)
		print_zsh();
	else if (strcmp(what, "fish") == 0)
		print_fish();
	else if (strcmp(what, "texts") == 0)
		print_texts();
	else
		right = false;
	if (!right)
		fprintf(stderr,
			"docgen: usage: docgen manual <TEMPLATE | bash | zsh | fish | texts\n");
	return right && fflush(stdout) == 0 ? 0 : 1;
}
