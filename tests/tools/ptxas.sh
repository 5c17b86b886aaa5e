# Sourced by ./test: NVIDIA's assembler and disassembler, for the tests of each kernel's machine code. They are stored in the user's
# cache and not installed. Without them those tests are skipped with a reason.

# The last version of CUDA 12 in Debian. It supports sm_90a, and its programs have no dependencies. The version is pinned, because
# another version generates other machine code.
ptxas_package=nvidia-cuda-toolkit
ptxas_version=12.4.131~12.4.1-2
ptxas_suite=trixie
ptxas_sha256=1173444a1de6fd2d0f183409c91ef7d05f66a55839dad8d8ab642b2596b79b0b
nvdisasm_sha256=c203a4fe55c4cdc7d3ccf99affd7ac6ebfcfe6f7d97536641656259ec5203078
ptxas_folder=${XDG_CACHE_HOME:-$HOME/.cache}/gpubench/ptxas-12.4

# Runs apt with its own state. The user's sources do not change, and apt checks signatures against Debian's keyring.
ptxas_apt() {
    apt-get -qq \
        -o Dir::Etc::SourceList="$1/sources.list" -o Dir::Etc::SourceParts=- \
        -o Dir::State="$1/state" -o Dir::Cache="$1/cache" -o Debug::NoLocking=1 \
        -o APT::Sandbox::User=root -o Acquire::Languages=none "$2" ${3:+"$3"}
}

fetch_ptxas() (
    keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    [ "$(uname -m)" = x86_64 ] && [ -e "$keyring" ] && command -v apt-get dpkg-deb >/dev/null 2>&1 || exit 1
    work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT || exit 1
    mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial" || exit 1
    echo "deb [arch=amd64 signed-by=$keyring] http://deb.debian.org/debian $ptxas_suite main contrib non-free" >"$work/sources.list"
    cd "$work" && ptxas_apt "$work" update && ptxas_apt "$work" download "$ptxas_package=$ptxas_version" || exit 1
    dpkg-deb --fsys-tarfile "$ptxas_package"_*.deb | tar -x ./usr/bin/ptxas ./usr/bin/nvdisasm || exit 1
    printf '%s  usr/bin/%s\n' "$ptxas_sha256" ptxas "$nvdisasm_sha256" nvdisasm | sha256sum --check --quiet || exit 1
    mkdir -p "$ptxas_folder" || exit 1
    for program in ptxas nvdisasm; do
        mv "usr/bin/$program" "$ptxas_folder/$program.new" && mv "$ptxas_folder/$program.new" "$ptxas_folder/$program" || exit 1
    done
)

provide_ptxas() {
    [ -z "${GPUBENCH_PTXAS:-}" ] || [ -z "${GPUBENCH_NVDISASM:-}" ] || return 0
    if [ ! -x "$ptxas_folder/ptxas" ] || [ ! -x "$ptxas_folder/nvdisasm" ]; then
        echo "Fetching ptxas and nvdisasm from Debian's $ptxas_package $ptxas_version, 87 MB, once"
        if ! fetch_ptxas; then
            echo "Skipping the tests of machine code, because ptxas and nvdisasm cannot be fetched. To run them with installed copies:"
            echo "    GPUBENCH_PTXAS=/path/to/ptxas GPUBENCH_NVDISASM=/path/to/nvdisasm ./test"
            return 0
        fi
    fi
    GPUBENCH_PTXAS=${GPUBENCH_PTXAS:-$ptxas_folder/ptxas}
    GPUBENCH_NVDISASM=${GPUBENCH_NVDISASM:-$ptxas_folder/nvdisasm}
    export GPUBENCH_PTXAS GPUBENCH_NVDISASM
}
