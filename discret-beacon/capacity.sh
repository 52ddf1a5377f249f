#!/usr/bin/env bash
# Measure what a beacon carries on this machine: tokens held, announces a second, memory (docs/beacon.md). Takes two minutes.
# -Dconnections=N changes how many connections hold tokens.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
echo "$(nproc) processors, load $(cut -d' ' -f1-3 /proc/loadavg)"
mvn -q -pl discret-beacon -am test -Dtest=BeaconCapacity -Dsurefire.failIfNoSpecifiedTests=false -Dsurefire.useModulePath=false "$@" |
  grep -aE 'CAPACITY|ERROR|FAIL' | sed 's/^.*CAPACITY //'
