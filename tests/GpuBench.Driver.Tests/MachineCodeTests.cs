namespace GpuBench.Driver.Tests;

public sealed class MachineCodeTests
{
    [Fact]
    public void Opcodes_are_counted_with_and_without_a_modifier()
    {
        var code = MachineCode.Parse("""
            kernel:
                    /*0000*/                   LDS.128 R8, [0x10] ;
                    /*0010*/              @!P0 LDS R4, [R2] ;
                    /*0020*/             @UP3  HMMA.16816.F32 R4, R4, R4, R8 ;
                    /*1230*/                   IMMA.16832.S8.S8 R4, R4.ROW, R4.COL, R8 ;
                    /*12340*/                  LDSM.16.M88.4 R4, [RZ] ;
            """);

        Assert.Equal((2, 1, 1, 0), (code.Count("LDS"), code.Count("LDS", "128"), code.Count("LDSM"), code.Count("LDS", "12")));
        Assert.Equal(2, code.MatrixCount);
    }

    [Fact]
    public void An_instruction_that_is_never_executed_is_not_counted()
    {
        var code = MachineCode.Parse(
            "        /*0060*/              @!PT LDS RZ, [RZ] ;\n        /*0070*/              @P0 LDS R1, [RZ] ;\n");

        Assert.Equal(1, code.Count("LDS"));
    }

    [PtxasFact]
    public void The_machine_code_has_the_instructions_of_the_PTX_text()
    {
        const string ptx = """
            .version 7.0
            .target sm_80
            .address_size 64
            .visible .entry kernel(.param .u64 pointer)
            {
                .reg .b64 %address;
                .reg .f32 %sum<4>;
                .reg .b32 %piece<4>, %shared;
                .shared .align 16 .b8 tile[1024];
                ld.param.u64 %address, [pointer];
                cvta.to.global.u64 %address, %address;
                mov.u32 %shared, tile;
                cp.async.cg.shared.global [%shared], [%address], 16;
                cp.async.wait_all;
                bar.sync 0;
                ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%piece0, %piece1, %piece2, %piece3}, [%shared];
                ld.shared.v4.f32 {%sum0, %sum1, %sum2, %sum3}, [%shared+16];
                mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%sum0, %sum1, %sum2, %sum3}, {%piece0, %piece1, %piece2, %piece3}, {%piece0, %piece1}, {%sum0, %sum1, %sum2, %sum3};
                fma.rn.f32 %sum0, %sum1, %sum2, %sum3;
                st.global.v4.f32 [%address], {%sum0, %sum1, %sum2, %sum3};
                ret;
            }
            """;
        foreach (var architecture in Ptxas.Architectures(ptx))
        {
            var code = Ptxas.Assemble(ptx, architecture).Code;
            string[] once = ["LDGSTS", "BAR", "LDSM", "LDS", "HMMA", "FFMA", "STG"];
            Assert.All(once, opcode => Assert.True(code.Count(opcode) == 1, $"{code.Count(opcode)} {opcode} on {architecture}"));
            Assert.Equal((1, 1, 0), (code.Count("LDS", "128"), code.Count("STG", "128"), code.Count("STL")));
        }
    }
}
