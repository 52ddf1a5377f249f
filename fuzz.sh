#!/usr/bin/env bash
# Fuzz one decoder with Jazzer on libFuzzer; ./discret fuzz runs this.
#   ./discret fuzz TARGET [SECONDS]       TARGET: one of the list below, or "all" (each for SECONDS, one after the other)
# Starts from the committed corpus (of the languages also from the golden vectors). A finding is a file "crash-…" or
# "timeout-…" in target/fuzz/found; mend the decoder, and add the file to the corpus, where the ordinary build plays it.
set -euo pipefail
cd "$(dirname "$0")"
targets="query mutation deletion model json wire invite archive announce beacon configuration"
target=${1:-}
seconds=${2:-120}
version=0.30.0
dependency=org.apache.maven.plugins:maven-dependency-plugin:3.8.1
# The folder of a local repository, where it is not the usual one.
maven="mvn -q -B -Dspotless.check.skip=true ${MVN_ARGS:-}"

if [ "$target" = all ]; then
  for one in $targets; do "$0" "$one" "$seconds"; done
  exit
fi
case $target in
  query) module=discret-query class=io.discret.query.fuzz.QueryFuzz ;;
  mutation) module=discret-query class=io.discret.query.fuzz.MutationFuzz ;;
  deletion) module=discret-query class=io.discret.query.fuzz.DeletionFuzz ;;
  model) module=discret-query class=io.discret.query.fuzz.ModelFuzz ;;
  json) module=discret-query class=io.discret.query.fuzz.StrictJsonFuzz ;;
  wire) module=discret-core class=io.discret.core.fuzz.WireFuzz ;;
  invite) module=discret-core class=io.discret.core.fuzz.InviteFuzz ;;
  archive) module=discret-core class=io.discret.core.archive.ArchiveFuzz ;;
  announce) module=discret-discovery-mdns class=io.discret.discovery.mdns.AnnounceFuzz ;;
  beacon) module=discret-beacon class=io.discret.beacon.BeaconFuzz ;;
  configuration) module=discret-cli class=io.discret.cli.ConfigurationFuzz ;;
  *) echo "usage: ./discret fuzz TARGET [SECONDS]; targets: $targets, all" >&2; exit 2 ;;
esac
corpus=$(find "$module/src/test/resources" -type d -path "*/fuzz/$target" | head -n 1)
work=$PWD/target/fuzz
mkdir -p "$work/corpus/$target" "$work/found" "$work/seeds/$target" "$work/lib"
for artifact in jazzer jazzer-api; do
  [ -f "$work/lib/$artifact-$version.jar" ] ||
    $maven $dependency:copy -Dartifact=com.code-intelligence:$artifact:$version -DoutputDirectory="$work/lib"
done
$maven test-compile $dependency:build-classpath -Dmdep.outputFile="$work/$module.cp" -pl "$module" -am
classpath="$module/target/test-classes:$module/target/classes:$(cat "$work/$module.cp"):$work/lib/jazzer-$version.jar:$work/lib/jazzer-api-$version.jar"
if [ $module = discret-query ]; then
  java -cp "$classpath" -Ddiscret.vectors=docs/protocol/vectors io.discret.query.fuzz.SeedCorpus "$work/seeds"
fi
exec java -Xss512k -Xmx1g -cp "$classpath" com.code_intelligence.jazzer.Jazzer \
  --target_class=$class \
  --instrumentation_includes='io.discret.**:com.fasterxml.jackson.core.**:org.antlr.v4.runtime.**' \
  --reproducer_path="$work/found" \
  -artifact_prefix="$work/found/" -timeout=60 -rss_limit_mb=2048 -max_len=8192 -use_value_profile=1 \
  -max_total_time="$seconds" -print_final_stats=1 \
  "$work/corpus/$target" "$work/seeds/$target" "$corpus"
