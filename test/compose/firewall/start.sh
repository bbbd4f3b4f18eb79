#!/bin/bash
# Chains of our own: Docker keeps rules of its own here, by which its name server is reached.
set -euo pipefail

# Kernels without nf_tables take the legacy tool.
iptables -w -L -n >/dev/null 2>&1 || ln -sf "$(command -v iptables-legacy)" /usr/local/sbin/iptables
iptables -w -N lab-out && iptables -w -A OUTPUT -j lab-out
iptables -w -N lab-in && iptables -w -A INPUT -j lab-in
iptables -w -t nat -N lab-nat && iptables -w -t nat -A OUTPUT -j lab-nat
# docker-compose 1.29 takes one address for a name.
printf '%s\n' "2001:db8::8 both.lab.test" "198.18.92.108 both.lab.test" "2001:db8::9 six.lab.test" >>/etc/hosts
touch /run/filtering
exec sleep infinity
