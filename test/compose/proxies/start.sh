#!/bin/bash
# Starts them all, and ends with the first that ends. Apache, HAProxy and nginx say in their own files which port is what.
set -euo pipefail

tinyproxy_on() {
  local port=$1 conf=/run/tinyproxy-$1.conf
  shift
  { cat /lab/tinyproxy.conf; printf '%s\n' "Port $port" "$@"; } >"$conf"
  tinyproxy -d -c "$conf" &
}

cat /certs/proxies.crt /certs/proxies.key >/run/proxies.pem
tinyproxy_on 8888
tinyproxy_on 8889 'Filter "/lab/denied-required.txt"'
tinyproxy_on 8890 'Allow 127.0.0.1'
tinyproxy_on 8891 'BasicAuth lab lab'
apache2 -D FOREGROUND -f /lab/apache.conf &
haproxy -db -f /lab/haproxy.cfg &
nginx -c /lab/nginx.conf &
wait -n
