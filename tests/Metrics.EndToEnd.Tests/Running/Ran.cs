using System.Text.Json;

namespace Metrics.EndToEnd.Tests.Running;

/// <summary>What a finished command left: its exit code and what it wrote.</summary>
internal sealed record Ran(int ExitCode, string Output, string Error)
{
    /// <summary>Standard output as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>Standard output line by line.</summary>
    public string[] Lines => Output.TrimEnd('\n').Split('\n');

    /// <summary>The command did what it was asked to, and stderr stayed quiet.</summary>
    public Ran Succeeded()
    {
        Error.Should().BeEmpty("a command that succeeds says nothing on stderr when it is piped");
        ExitCode.Should().Be(0);
        return this;
    }

    /// <summary>The command failed as the contract wants: an exit code, one line on stderr, no stack trace, nothing on stdout.</summary>
    public Ran Failed(int exitCode, params string[] says)
    {
        Output.Should().BeEmpty();
        return AnsweredAndFailed(exitCode, says);
    }

    /// <summary>The same, but the command may have an answer on stdout too.</summary>
    public Ran AnsweredAndFailed(int exitCode, params string[] says)
    {
        ExitCode.Should().Be(exitCode, "stderr was: {0}", Error);
        Error.Should().StartWith("metrics: ").And.EndWith("\n");
        Error.TrimEnd('\n').Should().NotContain("\n", "an error is one line");
        Error.Should().NotContain("   at ").And.NotContain("Exception");
        foreach (var part in says) Error.Should().Contain(part);
        return this;
    }
}
