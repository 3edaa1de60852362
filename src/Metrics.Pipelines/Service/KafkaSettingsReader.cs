using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk.Events;

namespace Metrics.Pipelines.Service;

/// <summary>Reads the <c>kafka</c> part of the service's configuration.</summary>
internal static class KafkaSettingsReader
{
    // What decides that nothing is lost or doubled isn't a setting.
    private static readonly string[] Ours =
    [
        "bootstrap.servers", "metadata.broker.list", "group.id", "enable.auto.commit", "auto.commit.enable", "enable.auto.offset.store", "auto.offset.reset",
        "isolation.level", "partition.assignment.strategy", "enable.partition.eof", "acks", "enable.idempotence",
    ];

    public static KafkaSettings Read(YamlValue kafka, string folder, PipelineFolder pipelines)
    {
        var servers = kafka.Get("bootstrapServers");
        if (servers.Text().Split(',').Any(s => s.Trim().Length == 0)) throw servers.Error($"'{servers.Text()}' is not a list of brokers such as kafka-1:9092,kafka-2:9092");
        var organisation = kafka.Find("organisation");
        if (organisation is not null) ServiceSettingsReader.Known(organisation, () => pipelines.Organisation(organisation.Text()));
        var defaults = new KafkaSettings { BootstrapServers = servers.Text() };
        var settings = defaults with
        {
            Mode = kafka.Find("mode")?.Word<KafkaMode>() ?? KafkaMode.Owner,
            Group = NotEmpty(kafka.Find("group")) ?? defaults.Group,
            Topics = kafka.Find("topics") is { } topics ? Topics(topics) : defaults.Topics,
            TrustsRecordedTime = kafka.Find("trustRecordedTime")?.Flag() ?? false,
            Organisation = organisation?.Text() ?? defaults.Organisation,
            DeadLetterSuffix = kafka.Find("deadLetterSuffix") is { } suffix ? suffix.Text() is { Length: > 0 } text ? text : null : defaults.DeadLetterSuffix,
            LooksEvery = kafka.Find("looksEverySeconds") is { } seconds ? TimeSpan.FromSeconds(ServiceSettingsReader.Between(seconds, 1, 3600)) : defaults.LooksEvery,
            Properties = Properties(kafka, folder),
        };
        kafka.NothingElse();
        return settings;
    }

    private static string? NotEmpty(YamlValue? value) => value is null ? null : value.Text() is { Length: > 0 } text ? text : throw value.Error("is empty");

    private static Dictionary<EventFamily, string> Topics(YamlValue topics)
    {
        var all = new Dictionary<EventFamily, string>();
        foreach (var (name, value) in topics.Entries())
        {
            if (!Words.TryParse<EventFamily>(name, out var family)) throw value.Error($"is no family of events; there are {string.Join(", ", Words.All<EventFamily>())}");
            if (all.ContainsValue(value.Text())) throw value.Error($"the topic '{value.Text()}' is read for another family already");
            all[family] = NotEmpty(value)!;
        }

        return all.Count > 0 ? all : throw topics.Error("names no topic");
    }

    private static Dictionary<string, string> Properties(YamlValue kafka, string folder)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        if (kafka.Find("security") is { } security)
        {
            void Take(string key, string property, Func<YamlValue, string> read)
            {
                if (security.Find(key) is { } value) all[property] = read(value);
            }

            Take("protocol", "security.protocol", v => v.Text());
            Take("mechanism", "sasl.mechanism", v => v.Text());
            Take("user", "sasl.username", v => v.Text());
            Take("passwordFile", "sasl.password", v => ServiceSettingsReader.Secret(v, folder));
            Take("ca", "ssl.ca.location", v => ServiceSettingsReader.Existing(v, folder));
            Take("certificate", "ssl.certificate.location", v => ServiceSettingsReader.Existing(v, folder));
            Take("key", "ssl.key.location", v => ServiceSettingsReader.Existing(v, folder));
            security.NothingElse();
        }

        foreach (var (name, value) in kafka.Find("properties")?.Entries() ?? [])
        {
            if (Ours.Contains(name, StringComparer.Ordinal)) throw value.Error("is decided by the service: nothing may be lost or counted twice");
            all[name] = value.Text();
        }

        return all;
    }
}
