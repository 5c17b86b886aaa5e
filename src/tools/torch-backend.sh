# Sourced by the launcher: chooses which PyTorch library the build includes. All messages go to standard error.

nvidia_driver_file=/proc/driver/nvidia/version

has_nvidia_driver() {
    [ -e "$nvidia_driver_file" ] && return 0
    command -v nvidia-smi >/dev/null 2>&1 && nvidia-smi -L >/dev/null 2>&1
}

# An installed PyTorch saves the download of many large packages. --libtorch selects it.
has_pytorch() {
    [ -n "${GPUBENCH_LIBTORCH:-}" ] && return 0
    for python in "${VIRTUAL_ENV:+$VIRTUAL_ENV/bin/python}" "${CONDA_PREFIX:+$CONDA_PREFIX/bin/python}" python3; do
        [ -n "$python" ] && command -v "$python" >/dev/null 2>&1 || continue
        # In /, because Python searches its working directory first. find_spec does not import the package.
        if (cd / && "$python" -c "import importlib.util, sys; sys.exit(importlib.util.find_spec('torch') is None)") >/dev/null 2>&1; then
            return 0
        fi
    done
    return 1
}

# torch_backend: prints cpu, cuda or external. The environment variable TorchBackend overrides the choice.
torch_backend() {
    if [ -n "${TorchBackend:-}" ]; then
        echo "$TorchBackend"
    elif [ "$(uname -s -m)" != 'Linux x86_64' ]; then
        # Other platforms cannot measure, and PyTorch's packages are for Linux on x86-64.
        echo external
    elif has_nvidia_driver && ! has_pytorch; then
        echo cuda
    else
        echo cpu
    fi
}

# build_with_libtorch PROJECT LOG: builds with the chosen library, or with the CPU library if the CUDA library cannot be fetched.
# Sets $backend to the library of the build.
build_with_libtorch() {
    backend=$(torch_backend)
    if [ "$backend" = cuda ]; then
        echo "gpubench: fetching PyTorch's CUDA library (once; about thirty large packages). To avoid this, run TorchBackend=cpu ./gpubench" >&2
        if ! dotnet restore "$1" -v quiet -p:TorchBackend=cuda >"$2" 2>&1; then
            echo "gpubench: the CUDA library cannot be fetched: $(grep -m 1 -o 'error.*' "$2" || tail -n 1 "$2")" >&2
            echo "gpubench: building with PyTorch's CPU library instead. To use a PyTorch with CUDA, add --libtorch DIR" >&2
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
