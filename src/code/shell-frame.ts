import type { Act, FramedAct } from "./plan.ts";

/** What every exported shell script starts with, below its address. AS_WHOM is replaced by the user name, if there is one. */
export const SHELL_FRAME = String.raw`
DIR=$(mktemp -d) || exit 1
ALL=   # every mosquitto_sub that runs
HERE=  # the numbers of the clients that are connected and can hear
count=0
serial=0
leave_nothing() {
	for one in $ALL; do kill -9 "$one" 2>/dev/null; done
	rm -rf "$DIR"
}
trap leave_nothing EXIT
trap 'exit 1' HUP INT TERM

say() { printf '%s\n' "$1" >&2; }
nap() { sleep 0.02; }

# pub <what mosquitto_pub is told>: one connection for one message; it ends when the message is acknowledged.
pub() { mosquitto_pub -h "$HOST" -p "$PORT"AS_WHOM "$@" || say "mosquitto_pub failed: $*"; }

# Prints what the application receives, but for the marks of this script: see hear.
show() { # <client id> <log>
	while IFS= read -r line; do
		case $line in
		"$1 slow-wire/mark/"*) printf '%s\n' "$line" >"$2.mark" ;;
		*) printf '%s\n' "$line" && echo message >>"$2" ;;
		esac
	done
}

# hear <number>: waits until this client can hear, and has heard what was sent to it before. mosquitto_sub does not tell of its
# SUBACK, so the script publishes a mark to a topic of this client alone until one arrives. QoS 0: no mark is kept for anybody.
hear() {
	eval "log=\$log_$1 pid=\$pid_$1"
	first=$((count + 1))
	tries=0
	until [ "$(sed 's/.* \([0-9]*\) qos=.*/\1/' "$log.mark" 2>/dev/null)" -ge "$first" ] 2>/dev/null; do
		if [ "$((tries % 10))" -eq 0 ]; then
			count=$((count + 1))
			pub -i slow-wire-mark -q 0 -t "slow-wire/mark/$1" -m "$count"
		fi
		tries=$((tries + 1))
		[ "$tries" -le 500 ] && kill -0 "$pid" 2>/dev/null || return 1
		nap
	done
}

# settle: waits until nothing is under way: three rounds of marks without news, because a QoS 2 message crosses the wire four times.
settle() {
	quiet=0
	while [ "$quiet" -lt 3 ]; do
		before=$(cat "$DIR"/*.log 2>/dev/null | wc -l)
		for number in $HERE; do hear "$number" || say "client $number does not hear"; done
		nap
		if [ "$(cat "$DIR"/*.log 2>/dev/null | wc -l)" = "$before" ]; then quiet=$((quiet + 1)); else quiet=0; fi
	done
}

without() { # <word> <list>
	for one in $2; do [ "$one" = "$1" ] || printf ' %s' "$one"; done
}

# come <number> <client id> <what mosquitto_sub is told>: connects, subscribes, and waits until it is heard of.
come() {
	number=$1 id=$2
	shift 2
	serial=$((serial + 1))
	log=$DIR/$serial.log
	: >"$log"
	mkfifo "$DIR/$serial.pipe" || exit 1
	show "$id" "$log" <"$DIR/$serial.pipe" &
	eval "reader_$number=$! log_$number=\$log"
	mosquitto_sub -h "$HOST" -p "$PORT"AS_WHOM -i "$id" -t "slow-wire/mark/$number" "$@" >"$DIR/$serial.pipe" </dev/null &
	eval "pid_$number=$!"
	ALL="$ALL $!"
	if ! hear "$number"; then
		say "$id was not connected"
		exit 1
	fi
	HERE="$HERE $number"
	say "$id is connected"
}

# end <signal> <number>: TERM lets mosquitto_sub send DISCONNECT, KILL does not.
end() {
	eval "pid=\$pid_$2 reader=\$reader_$2"
	HERE=$(without "$2" "$HERE")
	kill "-$1" "$pid" 2>/dev/null
	wait "$pid" "$reader" 2>/dev/null
	ALL=$(without "$pid" "$ALL")
}
leave() { end TERM "$1"; }
# The broker hears of it a moment later, and tells nobody: a short wait is all there is.
cut() { end KILL "$1"; sleep 0.1; }

# begin <client id>: an earlier run may have left a session; a clean connection ends it.
begin() { mosquitto_sub -h "$HOST" -p "$PORT"AS_WHOM -i "$1" -t slow-wire/nothing -E </dev/null || exit 1; }
`;

/** Steps that few scripts have: each is included only where needed. A client that would break the protocol is cut off instead. */
export const SHELL_RARE = {
	takeover: String.raw`
# takeover <number> <client id> ...: the broker ends the first connection. Its mosquitto_sub is stopped before, or it would come back.
takeover() {
	eval "old=\$pid_$1 old_reader=\$reader_$1"
	HERE=$(without "$1" "$HERE")
	kill -STOP "$old" 2>/dev/null
	come "$@"
	kill -9 "$old" 2>/dev/null
	wait "$old" "$old_reader" 2>/dev/null
}
`,
	silence: String.raw`
# A stopped process neither reads nor writes, and neither end is told.
silence() {
	eval "pid=\$pid_$1"
	HERE=$(without "$1" "$HERE")
	kill -STOP "$pid"
}
`,
	mend: String.raw`
mend() {
	eval "pid=\$pid_$1"
	kill -CONT "$pid"
	HERE="$HERE $1"
}
`,
} as const satisfies Record<Exclude<Act["do"], FramedAct | "violate">, string>;
