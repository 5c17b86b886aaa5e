using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions.Matrix;

/// <summary>
/// PTX ISA, "ldmatrix" and "stmatrix": 1, 2 or 4 matrices of 8x8 16-bit elements. 8 lanes hold the row addresses of each
/// matrix. Lane l holds the elements 2·(l mod 4) and the next of row l/4, or of column l/4 if transposed.
/// </summary>
internal static class MatrixMoves
{
    private const int Rows = 8;
    private const int RowBytes = 16;

    public static void Decode(DecodingContext context)
    {
        var matrices = context.Has("x4") ? 4 : context.Has("x2") ? 2 : context.Has("x1") ? 1 : throw context.Unsupported();
        if (!context.Has("m8n8") || context.Type != "b16")
            throw context.Unsupported();

        var isTransposed = context.Has("trans");
        var isLoad = context.Statement.Opcode == "ldmatrix";
        var registers = isLoad ? context.WriteList(0) : context.ReadList(1, sizeof(uint));
        if (registers.Length != matrices)
            throw context.Error($"{matrices} matrices need as many registers");

        var address = context.Address(isLoad ? 1 : 0, context.Space);
        Instruction instruction = isLoad ? new Load(registers, address, isTransposed) : new Store(registers, address, isTransposed);
        context.Emit(instruction, InstructionClass.Shared);
    }

    private abstract unsafe class MatrixMove(int matrices, MemoryOperand operand) : CollectiveInstruction
    {
        public override bool NeedsWholeWarp => true;

        /// <summary>Finds the host addresses of all rows. An address is null if the lane's address is not allowed.</summary>
        protected void FindRows(Warp warp, MemoryAccess access, Span<nint> rows)
        {
            var shared = warp.Block.Shared.Shadow;
            Span<ulong> addresses = stackalloc ulong[Warp.Lanes];
            for (var matrix = 0; matrix < matrices; matrix++)
            {
                shared.WriteNumber++;
                for (var row = 0; row < Rows; row++)
                {
                    var lane = matrix * Rows + row;
                    addresses[row] = warp.AddressOf(operand, lane);
                    rows[lane] = (nint)warp.Access(this, lane, operand.Space, addresses[row], RowBytes, access);
                }

                if (warp.Profiles)
                    AccessProfile.Count(warp, this, lanes: 0xff, StateSpace.Shared, addresses, RowBytes);
            }
        }
    }

    private sealed unsafe class Load(Register[] targets, MemoryOperand operand, bool isTransposed) : MatrixMove(targets.Length, operand)
    {
        public override void Execute(Warp warp, uint lanes)
        {
            Span<nint> rows = stackalloc nint[targets.Length * Rows];
            FindRows(warp, MemoryAccess.Read, rows);
            for (var matrix = 0; matrix < targets.Length; matrix++)
            {
                var matrixRows = rows.Slice(matrix * Rows, Rows);
                var target = warp.Words(targets[matrix]);
                for (var lane = 0; lane < Warp.Lanes; lane++)
                {
                    var (major, minor) = (lane / 4, lane % 4 * 2);
                    target[lane] = isTransposed
                        ? Element(matrixRows[minor], major) | Element(matrixRows[minor + 1], major) << 16
                        : Element(matrixRows[major], minor) | Element(matrixRows[major], minor + 1) << 16;
                }
            }
        }

        private static uint Element(nint row, int column) => row == 0 ? 0u : ((ushort*)row)[column];
    }

    private sealed unsafe class Store(Register[] sources, MemoryOperand operand, bool isTransposed) : MatrixMove(sources.Length, operand)
    {
        public override void Execute(Warp warp, uint lanes)
        {
            Span<nint> rows = stackalloc nint[sources.Length * Rows];
            FindRows(warp, MemoryAccess.Write, rows);
            for (var matrix = 0; matrix < sources.Length; matrix++)
            {
                var source = warp.Words(sources[matrix]);
                for (var row = 0; row < Rows; row++)
                    StoreRow((ushort*)rows[matrix * Rows + row], source, row);
            }
        }

        private void StoreRow(ushort* target, uint* source, int row)
        {
            if (target == null)
                return;
            for (var column = 0; column < Rows; column++)
            {
                var (major, minor) = isTransposed ? (column, row) : (row, column);
                target[column] = (ushort)(source[major * 4 + minor / 2] >> (16 * (minor % 2)));
            }
        }
    }
}
