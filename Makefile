# The commands of this project; `make help` lists them.
PORT ?= 8000
export PORT

.PHONY: help run test check fuzz worker

help:  ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

run:  ## everything on this machine, with demo data, until Ctrl-C (PORT=8000)
	@sh deploy/run.sh

test:  ## install what the tests need and run all of them (PYTEST="-k report")
	@sh deploy/test.sh

check:  ## format, lint, types, import rules, templates, migrations
	@sh deploy/check.sh

fuzz:  ## new and many examples for every property test, then the importers (SECONDS_EACH=600)
	@sh deploy/fuzz.sh

worker:  ## one Celery worker by itself, with the settings of the environment
	@.venv/bin/python -m celery -A mlpm worker -P threads -c 2
