# Sourced by the launcher: chooses which of PyTorch's libraries the build brings along. Everything here speaks on standard error.

nvidia_driver_file=/proc/driver/nvidia/version

has_nvidia_driver() {
    [ -e "$nvidia_driver_file" ] && return 0
    command -v nvidia-smi >/dev/null 2>&1 && nvidia-smi -L >/dev/null 2>&1
}

# One that is there already is better than many large packages of another: --libtorch names it.
has_pytorch() {
    [ -n "${GPUBENCH_LIBTORCH:-}" ] && return 0
    for python in "${VIRTUAL_ENV:+$VIRTUAL_ENV/bin/python}" "${CONDA_PREFIX:+$CONDA_PREFIX/bin/python}" python3; do
        [ -n "$python" ] && command -v "$python" >/dev/null 2>&1 || continue
        # From /, because Python looks in its working directory first; find_spec does not import.
        if (cd / && "$python" -c "import importlib.util, sys; sys.exit(importlib.util.find_spec('torch') is None)") >/dev/null 2>&1; then
            return 0
        fi
    done
    return 1
}

# torch_backend: prints cpu, cuda or external; TorchBackend in the environment decides where it is set.
torch_backend() {
    if [ -n "${TorchBackend:-}" ]; then
        echo "$TorchBackend"
    elif [ "$(uname -s -m)" != 'Linux x86_64' ]; then
        # Nothing can be measured there, and PyTorch's packages are for Linux on x86-64.
        echo external
    elif has_nvidia_driver && ! has_pytorch; then
        echo cuda
    else
        echo cpu
    fi
}

# build_with_libtorch PROJECT LOG: builds with the chosen library, and with the CPU's where CUDA's cannot be fetched. Leaves in
# $backend which it was.
build_with_libtorch() {
    backend=$(torch_backend)
    if [ "$backend" = cuda ]; then
        echo "gpubench: fetching PyTorch's CUDA library, once, in some thirty packages far larger than the rest; TorchBackend=cpu ./gpubench avoids it" >&2
        if ! dotnet restore "$1" -v quiet -p:TorchBackend=cuda >"$2" 2>&1; then
            echo "gpubench: it cannot be fetched: $(grep -m 1 -o 'error.*' "$2" || tail -n 1 "$2")" >&2
            echo "gpubench: building with PyTorch's CPU library instead; --libtorch DIR names a PyTorch with CUDA" >&2
            backend=cpu
        fi
    fi
    if [ "$backend" = cpu ]; then
        echo "gpubench: building (the first time this fetches packages of about 800 MB)" >&2
    else
        echo "gpubench: building" >&2
    fi
    build "$1" "$2" -p:TorchBackend="$backend"
}
