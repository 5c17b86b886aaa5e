# Sourced by the launchers: finds the .NET SDK, or explains how to install it. All output goes to standard error.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

need_dotnet_sdk() {
    if ! command -v dotnet >/dev/null 2>&1 && [ -x "$HOME/.dotnet/dotnet" ]; then
        PATH="$HOME/.dotnet:$PATH"
        export PATH
    fi
    if command -v dotnet >/dev/null 2>&1 && dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
        return 0
    fi
    cat >&2 <<'TEXT'
gpubench needs the .NET 10 SDK, which is not installed here. Either of these installs it:

  for this user, any Linux:
    curl -sSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0

  for all users, Debian 12:
    curl -sSLO https://packages.microsoft.com/config/debian/12/packages-microsoft-prod.deb
    sudo dpkg -i packages-microsoft-prod.deb && sudo apt-get update
    sudo apt-get install -y dotnet-sdk-10.0

Then run the same command again.
TEXT
    exit 2
}

# build PROJECT LOG [OPTION...]: builds for release. The output goes to LOG, and also to standard error if the build fails.
build() {
    project=$1
    output=$2
    shift 2
    if dotnet build "$project" -c Release -v quiet -nologo "$@" >"$output" 2>&1; then
        return 0
    fi
    cat "$output" >&2
    echo "gpubench: building $project failed, see above" >&2
    exit 1
}
