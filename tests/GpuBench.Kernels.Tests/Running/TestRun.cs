using System.Globalization;
using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace GpuBench.Kernels.Tests.Running;

/// <summary>
/// Runs this assembly's tests without a test runner, e.g. from a self-contained folder on a machine with a GPU and without .NET.
/// </summary>
internal static class TestRun
{
    /// <param name="text">Runs the tests whose name, with arguments, contains this text. It is case-sensitive.</param>
    /// <returns>The exit code: 0 if a test passed and none failed.</returns>
    public static int Run(string text)
    {
        using var framework = new XunitTestFramework(new Xunit.Sdk.NullMessageSink());
        var cases = Find(framework, text);
        using var execution = new ExecutionSink();
        using var executor = framework.GetExecutor(Assembly.GetExecutingAssembly().GetName());
        executor.RunTests(cases, execution, new DefaultOptions());
        execution.Finished.WaitOne();
        Console.WriteLine(execution.Summary);
        return execution.IsGood ? 0 : 1;
    }

    /// <summary>Prints the names and the number of the tests that <see cref="Run"/> would run.</summary>
    /// <returns>The exit code: 0 if there is such a test.</returns>
    public static int List(string text)
    {
        using var framework = new XunitTestFramework(new Xunit.Sdk.NullMessageSink());
        var cases = Find(framework, text);
        foreach (var found in cases)
            Console.WriteLine(found.DisplayName);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cases.Count} tests"));
        return cases.Count > 0 ? 0 : 1;
    }

    private static IReadOnlyList<ITestCase> Find(XunitTestFramework framework, string text)
    {
        using var discovery = new DiscoverySink(text);
        using var discoverer = framework.GetDiscoverer(Reflector.Wrap(Assembly.GetExecutingAssembly()));
        discoverer.Find(includeSourceInformation: false, discovery, new DefaultOptions());
        discovery.Finished.WaitOne();
        return discovery.Cases;
    }

    /// <summary>Leaves every option at the framework's default.</summary>
    private sealed class DefaultOptions : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        public TValue GetValue<TValue>(string name) => default!;

        public void SetValue<TValue>(string name, TValue value) => throw new NotSupportedException($"{name} stays as it is");
    }

    private sealed class DiscoverySink(string text) : LongLivedMarshalByRefObject, IMessageSink, IDisposable
    {
        public List<ITestCase> Cases { get; } = [];

        public ManualResetEvent Finished { get; } = new(initialState: false);

        public bool OnMessage(IMessageSinkMessage message)
        {
            if (message is ITestCaseDiscoveryMessage { TestCase: var found } && found.DisplayName.Contains(text, StringComparison.Ordinal))
                Cases.Add(found);
            if (message is IDiscoveryCompleteMessage)
                Finished.Set();
            return true;
        }

        public void Dispose() => Finished.Dispose();
    }

    private sealed class ExecutionSink : LongLivedMarshalByRefObject, IMessageSink, IDisposable
    {
        private int _passed;
        private int _failed;
        private int _skipped;

        public ManualResetEvent Finished { get; } = new(initialState: false);

        public bool IsGood => _passed > 0 && _failed == 0;

        public string Summary => $"{_passed} passed, {_failed} failed, {_skipped} skipped";

        public bool OnMessage(IMessageSinkMessage message)
        {
            switch (message)
            {
                case ITestPassed passed:
                    Interlocked.Increment(ref _passed);
                    Console.WriteLine($"passed {passed.Test.DisplayName}");
                    break;
                case ITestFailed failed:
                    Interlocked.Increment(ref _failed);
                    Console.WriteLine(
                        $"FAILED {failed.Test.DisplayName}\n{string.Join('\n', failed.Messages)}\n{string.Join('\n', failed.StackTraces)}");
                    break;
                case ITestSkipped skipped:
                    Interlocked.Increment(ref _skipped);
                    Console.WriteLine($"skipped {skipped.Test.DisplayName}: {skipped.Reason}");
                    break;
                // If a class or a fixture fails outside a test, no test result reports it.
                case IErrorMessage error:
                    Interlocked.Increment(ref _failed);
                    Console.WriteLine(
                        $"FAILED outside of a test\n{string.Join('\n', error.Messages)}\n{string.Join('\n', error.StackTraces)}");
                    break;
                case ITestAssemblyFinished:
                    Finished.Set();
                    break;
            }

            return true;
        }

        public void Dispose() => Finished.Dispose();
    }
}
