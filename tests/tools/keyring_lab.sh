#!/usr/bin/env bash
# Runs a command against a real gnome-keyring in a state of our choice, in a session of its own.
#
#   keyring_lab.sh STATE COMMAND...
#
#   open        a login keyring, unlocked
#   locked      the same, locked after it was filled, and nobody there to answer the prompt
#   cleartext   unlocked, but what is stored goes to a keyring without a password, a readable file
#   noservice   a session bus with no keyring behind it
#   nobus       no session bus
#
# KEYRING_LAB      a folder to keep between runs; without it one is made and removed
# KEYRING_PASSWORD the login keyring's password; another one than last time leaves it locked
#
# The command sees KEYRING_DAEMON, the daemon's process id, so that it can end it.
# Needs gnome-keyring, dbus (dbus-run-session, dbus-send) and libsecret-tools. Exit 70: the state could not be made.
set -uo pipefail

if [ "${1:-}" = --inside ]; then
    # Within the bus. The daemon is a child in the foreground, so it cannot outlive us.
    state=$2; shift 2
    ask() { dbus-send --session --print-reply --reply-timeout=2000 "$@" 2>/dev/null; }
    has_service() {
        ask --dest=org.freedesktop.DBus /org/freedesktop/DBus org.freedesktop.DBus.NameHasOwner \
            string:org.freedesktop.secrets | grep -q 'boolean true'
    }
    login=/org/freedesktop/secrets/collection/login
    login_is() {   # login_is true|false: whether the login keyring says so of its lock
        ask --dest=org.freedesktop.secrets $login org.freedesktop.DBus.Properties.Get \
            string:org.freedesktop.Secret.Collection string:Locked | grep -q "boolean $1"
    }
    within() {     # within TENTHS TEST...: wait until the test holds
        local left=$1; shift
        until "$@"; do
            left=$((left - 1)); [ "$left" -gt 0 ] || return 1
            sleep 0.1
        done
    }
    # Without a line break: the daemon takes every byte as part of the password.
    gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 \
        < <(printf %s "${KEYRING_PASSWORD:-evening walk}") &
    export KEYRING_DAEMON=$!
    trap 'kill "$KEYRING_DAEMON" 2>/dev/null; wait "$KEYRING_DAEMON" 2>/dev/null' EXIT
    within 100 has_service || { echo "keyring lab: no service came up" >&2; exit 70; }
    # A wrong password is no failure here: the keyring is there and stays locked.
    within 50 login_is false || within 20 login_is true || { echo "keyring lab: no login keyring" >&2; exit 70; }
    if [ "$state" = locked ]; then
        printf x | secret-tool store --label=seed made-by lab
        for _ in 1 2 3 4 5; do
            ask --dest=org.freedesktop.secrets /org/freedesktop/secrets org.freedesktop.Secret.Service.Lock \
                array:objpath:$login >/dev/null
            within 10 login_is true && break
        done
        login_is true || { echo "keyring lab: it would not lock" >&2; exit 70; }
    fi
    "$@"
    exit $?
fi

state=$1; shift
keep=${KEYRING_LAB:-}
lab=${keep:-$(mktemp -d)}
export HOME=$lab XDG_DATA_HOME=$lab/data XDG_CONFIG_HOME=$lab/config XDG_CACHE_HOME=$lab/cache
# A short place of its own for sockets: their names may have 107 bytes, and no space.
XDG_RUNTIME_DIR=$(mktemp -d /tmp/keyring-lab.XXXXXX)
export XDG_RUNTIME_DIR
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS GNOME_KEYRING_CONTROL SSH_AUTH_SOCK
mkdir -p -m 700 "$lab" "$XDG_DATA_HOME/keyrings" "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME"

# The bus knows no service files, so nothing but what we start ever answers on it.
cat > "$lab/bus.conf" <<END
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=$XDG_RUNTIME_DIR</listen>
  <policy context="default">
    <allow own="*"/> <allow send_destination="*"/> <allow receive_sender="*"/>
  </policy>
</busconfig>
END
on_a_bus() { dbus-run-session --config-file="$lab/bus.conf" -- "$@"; }

case $state in
    nobus) "$@" ;;
    noservice) on_a_bus "$@" ;;
    open | locked) on_a_bus "$0" --inside "$state" "$@" ;;
    cleartext)
        printf '[keyring]\ndisplay-name=plain\nctime=0\nmtime=0\nlock-on-idle=false\nlock-after=false\n' \
            > "$XDG_DATA_HOME/keyrings/plain.keyring"
        printf plain > "$XDG_DATA_HOME/keyrings/default"
        on_a_bus "$0" --inside open "$@" ;;
    *) echo "keyring lab: no such state" >&2; exit 64 ;;
esac
code=$?
rm -rf "$XDG_RUNTIME_DIR"
[ -n "$keep" ] || rm -rf "$lab"
exit $code
