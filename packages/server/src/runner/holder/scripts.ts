// The shell programs that hold a run while no server is there. Plain POSIX sh (dash, bash 3.2). Paths and arguments come
// in as parameters, never as text of the program.

/** Sets `id` to "start boot" of process $1, as `identify` reads it. Holds no single quote: it is quoted below. */
const identityOf = `
identity_of() {
  if [ -r "/proc/$1/stat" ]; then
    read -r id_line < "/proc/$1/stat"
    read -r id_boot < /proc/sys/kernel/random/boot_id
    set -- \${id_line##*) }
    shift 19
    id="$1 $id_boot"
  else
    id_start=$(LC_ALL=C /bin/ps -o lstart= -p "$1" | sed "s/ *$//")
    id="$id_start $(/usr/sbin/sysctl -n kern.bootsessionuuid)"
  fi
}
`

/**
 * Holds one run. Parameters: directory of the run, umask of the agent, then the agent's program and arguments.
 * Says `ready` on fd 3, a pipe to the server, which may be gone by then: that must not end
 * the agent, so it bears a broken pipe for that one word. Each record is one short write that ends in a
 * line end, so it is there whole or not at all; a rename would need a child, which a sweep of the run could hit.
 *
 * The agent's stdin is a FIFO that it opens for reading only; a sleeping keeper holds it open for writing. So servers
 * come and go without an end of input, and ending the keeper gives a true one. The agent runs in the foreground,
 * because a shell lets background programs ignore SIGINT; the shell's own traps are not inherited by it. What a shell
 * adds to the environment by itself is taken out again (bash still sets `_`).
 */
export const holdScript = `
umask 077
exec 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
dir=$1 agent_umask=$2 state=$1/state
shift 2
${identityOf}
trap : HUP INT TERM
identity_of $$
printf '%s %s\\n' "$$" "$id" > "$state/shell.id"
mkfifo "$dir/in" || exit 1
exec 4<>"$dir/in" 5>"$dir/in"
sleep 2147483647 0</dev/null 1>/dev/null 2>&1 3>&- 4<&- &
keeper=$!
exec 4<&- 5>&-
identity_of $keeper
printf '%s %s\\n' "$keeper" "$id" > "$state/keeper.id"
/bin/sh -c '${identityOf}
identity_of $$
printf "%s %s\\n" "$$" "$id" > "$1/agent.id"
trap "" PIPE
echo ready >&3 2>/dev/null
trap - PIPE
umask "$2"
shift 2
unset PWD OLDPWD SHLVL
exec "$@" 3>&-
' sh "$state" "$agent_umask" "$@" 0<"$dir/in" 1>>"$dir/out.ndjson" 2>>"$dir/err.log"
code=$?
kill "$keeper" 2>/dev/null
printf '{"code":%s,"signal":null}\\n' "$code" > "$state/exit.json"
`

/**
 * Feeds one long line to the agent, whoever else dies meanwhile. Parameters: directory of the run, name of the line.
 * The rename decides between this pump and a server that takes the line back. Opening read-write first means that it
 * never waits for a reader; once that is closed again, a reader that goes away ends it by SIGPIPE.
 */
export const pumpScript = `
umask 077
dir=$1 line=$1/state/line.$2
${identityOf}
identity_of $$
printf '%s %s\\n' "$$" "$id" > "$line.pump"
mv "$line.waiting" "$line.sending" 2>/dev/null || { rm -f "$line.pump"; exit 0; }
exec 3<>"$dir/in" 4>"$dir/in"
exec 3<&-
cat "$line.sending" >&4 && rm -f "$line.sending" "$line.pump"
`
