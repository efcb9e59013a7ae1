# Runs a command until it ends or until standard input does, whichever is first. The other end of standard input is held by the
# process that wants the command: however that one ends, the command ends too. $1 is a directory for the command's log, deleted
# with all that is in it if standard input ended.
directory=$1
shift
trap '' INT HUP
# Ctrl-C in a terminal is for the application, which may need the server until it has stopped.
command -v setsid >/dev/null && set -- setsid "$@"
exec 3<&0 </dev/null
"$@" >"$directory/nats-server.log" 2>&1 3<&- &
server=$!
{
    read -r line
    # Not ":", with which a shell ends when the directory has been cleaned up meanwhile.
    true >"$directory/unattended"
    kill $server
} <&3 2>/dev/null &
watch=$!
exec 3<&-
wait $server
status=$?
kill $watch 2>/dev/null
[ -e "$directory/unattended" ] && rm -rf "$directory"
exit $status
