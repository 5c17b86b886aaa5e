namespace GpuBench.Torch.Loading;

/// <summary>Who named a directory of libtorch.</summary>
public enum LibTorchOrigin
{
    /// <summary>The command line's <c>--libtorch</c>.</summary>
    Option = 1,

    /// <summary><c>GPUBENCH_LIBTORCH</c>.</summary>
    EnvironmentVariable,

    /// <summary>It lies beside the program.</summary>
    AppDirectory,

    /// <summary>The package that this program was built with.</summary>
    Bundled,

    /// <summary>PyTorch in the active <c>VIRTUAL_ENV</c>.</summary>
    VirtualEnvironment,

    /// <summary>PyTorch in the active <c>CONDA_PREFIX</c>.</summary>
    Conda,

    /// <summary>PyTorch as <c>python3</c> finds it.</summary>
    Python,
}
