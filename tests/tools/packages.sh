# Sourced by ./test: Debian packages that some tests need. Without them those tests are skipped with a reason.

# PoCL runs the kernels as OpenCL on the CPU; Oclgrind checks their memory accesses and finds races; Mesa's Rusticl is a second
# implementation of OpenCL, which has a device only if a test sets RUSTICL_ENABLE.
test_packages='ocl-icd-libopencl1 pocl-opencl-icd oclgrind mesa-opencl-icd'
unset RUSTICL_ENABLE

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

provide_packages() {
    missing=''
    for package in $test_packages; do
        dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
    done
    # One step of the GPU rehearsal needs Python. Any installed Python is accepted.
    command -v python3 >/dev/null 2>&1 || missing="$missing python3"
    [ -n "$missing" ] || return 0
    if command -v apt-get >/dev/null 2>&1 && as_root true 2>/dev/null; then
        echo "Installing$missing"
        # shellcheck disable=SC2086
        if as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null; then
            return 0
        fi
    fi
    echo "Skipping the tests that need$missing, because these packages cannot be installed automatically. To install them, run:"
    echo "    sudo apt-get install -y --no-install-recommends$missing"
}
