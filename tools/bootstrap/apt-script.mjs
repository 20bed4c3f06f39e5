/** The text by which a leftover of ours is known, should even the script's own clean-up be killed. */
const POLICY_MARK = '# temporary, by the ftgo set-up';

/**
 * The shell script, run as root with package names as arguments, that installs them and starts
 * nothing. A signal ends a download at once; while dpkg works, only apt is told, and stops after the
 * step in hand (the next run finishes what is left with `dpkg --configure -a`).
 */
export const APT_SCRIPT = `
policy=/usr/sbin/policy-rc.d
if grep -qsF '${POLICY_MARK}' "$policy"; then rm -f "$policy"; fi
# policy-rc.d keeps systemd's services from starting, RUNLEVEL sysvinit's. A policy of the user's stays.
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\\n%s\\nexit 101\\n' '${POLICY_MARK}' >"$policy" && chmod 755 "$policy"
fi
export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 LC_ALL=C

stopped= child= signal=TERM
trap 'stopped=1; [ -z "$child" ] || kill -s "$signal" "$child"' INT TERM HUP
run() {
  [ -z "$stopped" ] || exit 130
  "$@" & child=$!
  while :; do
    wait "$child"; code=$?
    kill -0 "$child" 2>/dev/null || break
  done
  child=
  [ -z "$stopped" ] || exit 130
  return "$code"
}
get() { run apt-get -o DPkg::Lock::Timeout=120 -o Acquire::Retries=2 "$@"; }
known() { for name; do LC_ALL=C apt-cache policy "$name" | grep -q 'Candidate: [0-9]' || return 1; done; }
fetch() { get install -y --no-install-recommends --download-only "$@"; }

run dpkg --configure -a || exit
if known "$@"; then fetch "$@" || { get update && fetch "$@"; } || exit
else get update && fetch "$@" || exit
fi
signal=INT
get install -y --no-install-recommends "$@"
`;
