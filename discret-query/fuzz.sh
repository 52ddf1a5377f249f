#!/usr/bin/env bash
# Fuzz one reader of the four languages, or of JSON, with Jazzer on libFuzzer.
#   discret-query/fuzz.sh query|mutation|deletion|model|json [seconds]
# Starts from the golden vectors and the committed corpus. A finding is a file "crash-…" or "timeout-…" in target/fuzz;
# add it to src/test/resources/io/discret/query/fuzz/<target>, where the ordinary build plays it, and mend the reader.
set -euo pipefail
cd "$(dirname "$0")"
target=${1:?query, mutation, deletion, model or json}
seconds=${2:-120}
case $target in
  query) class=QueryFuzz ;; mutation) class=MutationFuzz ;; deletion) class=DeletionFuzz ;;
  model) class=ModelFuzz ;; json) class=StrictJsonFuzz ;;
  *) echo "unknown target $target" >&2; exit 2 ;;
esac
version=0.30.0
work=target/fuzz
mkdir -p "$work/corpus/$target" "$work/found"
if [ ! -f "$work/jazzer.cp" ]; then
  for artifact in jazzer jazzer-api; do
    mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
      -Dartifact=com.code-intelligence:$artifact:$version -DoutputDirectory="$work/lib"
  done
  mvn -q -B -f .. test-compile -pl discret-query -am
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
    -Dmdep.outputFile="$PWD/$work/jazzer.cp"
fi
classpath="target/test-classes:target/classes:$(cat "$work/jazzer.cp"):$work/lib/jazzer-$version.jar:$work/lib/jazzer-api-$version.jar"
java -cp "$classpath" -Ddiscret.vectors=../docs/protocol/vectors io.discret.query.fuzz.SeedCorpus "$work/seeds"
exec java -Xss512k -cp "$classpath" com.code_intelligence.jazzer.Jazzer \
  --target_class=io.discret.query.fuzz.$class \
  --instrumentation_includes='io.discret.**:com.fasterxml.jackson.core.**:org.antlr.v4.runtime.**' \
  --reproducer_path="$work" \
  -artifact_prefix="$work/found/" -timeout=10 -rss_limit_mb=2048 -max_len=8192 -use_value_profile=1 \
  -max_total_time="$seconds" -print_final_stats=1 \
  "$work/corpus/$target" "$work/seeds/$target" "src/test/resources/io/discret/query/fuzz/$target"
