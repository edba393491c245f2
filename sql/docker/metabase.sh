#!/bin/sh
# Runs once, when the PostgreSQL container creates its data folder: Metabase's user and its own database.
set -eu

psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" \
  --set=password="$METABASE_DB_PASSWORD" <<'SQL'
create role metabase login password :'password';
create database metabase owner metabase;
SQL
