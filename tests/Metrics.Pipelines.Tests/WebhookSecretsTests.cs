using Metrics.Pipelines.Service;
using Metrics.Pipelines.Yaml;

namespace Metrics.Pipelines.Tests;

public sealed class WebhookSecretsTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    [Fact]
    public void Each_line_is_a_secret()
    {
        var file = _folder.Write("hook", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\r\n\r\n  whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX\n");
        var secrets = WebhookSecrets.Read(file);
        secrets.Should().HaveCount(2);
        secrets[1].Should().Equal(Enumerable.Range(0, 24).Select(n => (byte)n));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("open sesame")]
    [InlineData("whsec_AAAA")]
    [InlineData("whsec_not base 64")]
    public void What_is_no_secret_is_told_with_the_cure_and_isnt_printed(string text)
        => ((Action)(() => WebhookSecrets.Read(_folder.Write("hook", text)))).Should().Throw<ConfigurationException>().Which.Message.Should().Contain("openssl rand -base64 32").And.NotContain("sesame");

    public void Dispose() => _folder.Dispose();
}
