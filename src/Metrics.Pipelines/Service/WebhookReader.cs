using Metrics.Pipelines.Yaml;

namespace Metrics.Pipelines.Service;

/// <summary>Reads who is told of alarms.</summary>
internal static class WebhookReader
{
    private const int TenSeconds = 10;

    /// <summary>Reads them.</summary>
    public static IReadOnlyList<WebhookSettings> Read(YamlValue? webhooks, string folder, PipelineFolder pipelines)
    {
        var all = new List<WebhookSettings>();
        foreach (var item in webhooks?.Items() ?? [])
        {
            var (name, organisation, secret) = (item.Get("name"), item.Get("organisation"), item.Get("secretFile"));
            if (name.Text().Length == 0) throw name.Error("is empty");
            if (all.Exists(w => w.Name == name.Text())) throw name.Error($"there are two webhooks called '{name.Text()}'");
            ServiceSettingsReader.Known(organisation, () => pipelines.Organisation(organisation.Text()));
            var file = ServiceSettingsReader.Existing(secret, folder);
            ServiceSettingsReader.Known(secret, () => WebhookSecrets.Read(file));
            all.Add(new WebhookSettings(
                name.Text(), ServiceSettingsReader.Address(item.Get("address")), file, organisation.Text(),
                TimeSpan.FromSeconds(item.Find("everySeconds") is { } every ? ServiceSettingsReader.Between(every, 1, 3600) : TenSeconds)));
            item.NothingElse();
        }

        return all;
    }
}

/// <summary>The file of a webhook's secrets, as Standard Webhooks writes them: <c>whsec_</c> and Base64, one a line; all of them sign, so that one can follow another.</summary>
public static class WebhookSecrets
{
    private const string Prefix = "whsec_";
    private const int FewestBytes = 24;

    /// <summary>Reads it.</summary>
    /// <exception cref="ConfigurationException">It holds none, or something else.</exception>
    public static IReadOnlyList<byte[]> Read(string file)
    {
        string[] lines = [.. File.ReadLines(file).Select(l => l.Trim()).Where(l => l.Length > 0)];
        if (lines.Length == 0) throw Wrong(file);
        return [.. lines.Select(l => Secret(l) ?? throw Wrong(file))];
    }

    private static byte[]? Secret(string line)
    {
        var bytes = new byte[line.Length];
        return line.StartsWith(Prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(line[Prefix.Length..], bytes, out var length) && length >= FewestBytes ? bytes[..length] : null;
    }

    // What is wrong with a secret isn't printed.
    private static ConfigurationException Wrong(string file) => new($"{file} must hold secrets, one a line, each '{Prefix}' and the Base64 of at least {FewestBytes} random bytes; printf 'whsec_%s\\n' \"$(openssl rand -base64 32)\" makes one");
}
