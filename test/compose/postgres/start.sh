#!/bin/bash
# Starts PostgreSQL with the lab's certificate, after making the users and the database that scenarios log in to.
set -euo pipefail

etc=/etc/postgresql/15/main
server() { runuser -u postgres -- /usr/lib/postgresql/15/bin/postgres "$@"; }

install -o postgres -g postgres -m 0600 /certs/postgres.key /certs/postgres.crt /lab/pg_hba.conf "$etc/"

# Single-user mode reads one statement a line, and is done before anybody can connect.
server --single -c config_file="$etc/postgresql.conf" postgres >/dev/null <<SQL
CREATE ROLE carto LOGIN PASSWORD '$LAB_PASSWORD'
CREATE ROLE rejected LOGIN PASSWORD '$LAB_PASSWORD'
CREATE DATABASE warehouse OWNER carto
SQL

server -c config_file="$etc/postgresql.conf" -c listen_addresses='*' \
  -c ssl_cert_file="$etc/postgres.crt" -c ssl_key_file="$etc/postgres.key"
