using System.Net;
using Metrics.Pipelines.Service;
using Metrics.ServiceDesk.Events;

namespace Metrics.Pipelines.Tests;

public sealed class ServiceSettingsMistakeTests : IDisposable
{
    private const string Service = """
        database: data/desk.duckdb
        web:
          address: 0.0.0.0
          port: 8443
          keys: keys.yaml
          spool: /var/spool/metrics
          spoolMegabytes: 512
          bodyMegabytes: 4
        kafka:
          bootstrapServers: kafka-1:9092,kafka-2:9092
          mode: group
          group: desk
          topics: { ticket: tickets, contact: calls }
          trustRecordedTime: true
          organisation: org
          deadLetterSuffix: .rejects
          looksEverySeconds: 30
          security: { protocol: SASL_SSL, mechanism: PLAIN, user: metrics, passwordFile: secret, ca: ca.pem }
          properties: { client.id: metrics-1 }
        files:
          - { name: switch, follow: /var/log/queue_log, source: asterisk, organisation: org }
          - { name: drops, folder: drop, source: own.yaml }
        webhooks:
          - { name: duty, address: 'https://duty.example/alarms', secretFile: hook, organisation: default, everySeconds: 30 }

        """;

    private const string Organisation = """
        id: ID
        label: { sv: Org, en: Org }
        zone: Europe/Stockholm
        serviceLevelSeconds: [120]
        shortAbandonSeconds: 11
        resolutionHours: [16]
        calendar: office

        """;

    private const string Mapping = """
        name: NAME
        format: cloud-events

        """;

    private static readonly Mistake[] Each =
    [
        new("databas: data", "database: data", "service.yaml:1: databas: is not known here; known are database, files, kafka, maintenance, owner, web, webhooks"),
        new("database: ''\nx: data/desk", "database: data/desk", "service.yaml:1: database: names no path"),
        new("database: [a]\nx: data/desk", "database: data/desk", "service.yaml:1: database: must be a single value"),
        new("database: a\ndatabase: data", "database: data", "service.yaml:2: is not valid YAML: "),
        new("owner: { address: kafka-1 }", "database: data/desk.duckdb", "service.yaml:1: owner.address: 'kafka-1' is not an address such as http://metrics:8080"),
        new("owner: { address: 'http://metrics:8080', key: k }", "database: data/desk.duckdb", "service.yaml:1: owner.key: is not known here"),
        new("owner: { address: 'http://metrics:8080', keyFile: none }", "database: data/desk.duckdb", "service.yaml:1: owner.keyFile: there is no file"),
        new("owner: { address: 'http://metrics:8080' }\ndatabase: data", "database: data", "service.yaml:2: database: a worker that names an 'owner' has no database of its own"),
        new("owner: { address: 'http://metrics:8080' }", "database: data/desk.duckdb", "service.yaml:5: web.keys: a worker that names an 'owner' takes no posts"),
        new("maintenance: { keepMegabytes: 63 }\ndatabase: data", "database: data", "service.yaml:1: maintenance.keepMegabytes: '63' is not a whole number from 64 to 1048576"),
        new("maintenance: { engineMegabytes: 4 GB }\ndatabase: data", "database: data", "service.yaml:1: maintenance.engineMegabytes: '4 GB' is not a whole number"),
        new("maintenance: { checkpointMegabyte: 16 }\ndatabase: data", "database: data", "service.yaml:1: maintenance.checkpointMegabyte: is not known here; known are"),
        new("web: here\nx:\n", "web:\n", "service.yaml:2: web: must be a map of keys"),
        new("adress: 0.0.0.0", "address: 0.0.0.0", "service.yaml:3: web.adress: is not known here"),
        new("address: metrics.example", "address: 0.0.0.0", "service.yaml:3: web.address: 'metrics.example' is not an IP address such as 127.0.0.1"),
        new("address: 0.0.0.0:80", "address: 0.0.0.0", "service.yaml:3: web.address: '0.0.0.0:80' is not an IP address"),
        new("address: 10.0.0.1\n  port: 1\n  x: k", "address: 0.0.0.0\n  port: 8443\n  keys: k", "service.yaml:5: web.x: is not known here"),
        new("port: 70000", "port: 8443", "service.yaml:4: web.port: '70000' is not a whole number from 0 to 65535"),
        new("port: -1", "port: 8443", "service.yaml:4: web.port: '-1' is not a whole number from 0 to 65535"),
        new("port: https", "port: 8443", "service.yaml:4: web.port: 'https' is not a whole number"),
        new("keys: nokeys.yaml", "keys: keys.yaml", "service.yaml:5: web.keys: there is no file nokeys.yaml; 'metrics key' makes one"),
        new("keys: ''", "keys: keys.yaml", "service.yaml:5: web.keys: names no path"),
        new("spool: ''", "spool: /var/spool/metrics", "service.yaml:6: web.spool: names no path"),
        new("spoolMegabytes: 0", "spoolMegabytes: 512", "service.yaml:7: web.spoolMegabytes: '0' is not a whole number from 1 to 1048576"),
        new("spoolMegabytes: 0.5", "spoolMegabytes: 512", "service.yaml:7: web.spoolMegabytes: '0.5' is not a whole number"),
        new("bodyMegabytes: 1025", "bodyMegabytes: 4", "service.yaml:8: web.bodyMegabytes: '1025' is not a whole number from 1 to 1024"),
        new("bodyMegabytes: 99999999999", "bodyMegabytes: 4", "service.yaml:8: web.bodyMegabytes: '99999999999' is not a whole number"),
        new("bootstrapServer: k", "bootstrapServers: k", "service.yaml:10: kafka: the key 'bootstrapServers' is missing"),
        new("bootstrapServers: ''\n  x: k", "bootstrapServers: k", "service.yaml:10: kafka.bootstrapServers: '' is not a list of brokers such as kafka-1:9092,kafka-2:9092"),
        new("kafka-1:9092,, kafka", "kafka-1:9092,kafka", "service.yaml:10: kafka.bootstrapServers: 'kafka-1:9092,, kafka-2:9092' is not a list of brokers"),
        new("mode: shared", "mode: group", "service.yaml:11: kafka.mode: 'shared' is not one of owner, group"),
        new("group: ''", "group: desk", "service.yaml:12: kafka.group: is empty"),
        new("{ calls: c, contact", "{ ticket: tickets, contact", "service.yaml:13: kafka.topics.calls: is no family of events; there are ticket, contact, volume"),
        new("contact: tickets", "contact: calls", "service.yaml:13: kafka.topics.contact: the topic 'tickets' is read for another family already"),
        new("contact: ''", "contact: calls", "service.yaml:13: kafka.topics.contact: is empty"),
        new("topics: {}", "topics: { ticket: tickets, contact: calls }", "service.yaml:13: kafka.topics: names no topic"),
        new("topics: [tickets]", "topics: { ticket: tickets, contact: calls }", "service.yaml:13: kafka.topics: must be a map of keys"),
        new("trustRecordedTime: yes", "trustRecordedTime: true", "service.yaml:14: kafka.trustRecordedTime: 'yes' is neither true nor false"),
        new("true\n  organisation: nowhere", "true\n  organisation: org", "service.yaml:15: kafka.organisation: there is no organisation 'nowhere'; pipelines/organisations has default, org"),
        new("deadLetterSuffix: [a]", "deadLetterSuffix: .rejects", "service.yaml:16: kafka.deadLetterSuffix: must be a single value"),
        new("looksEverySeconds: 0", "looksEverySeconds: 30", "service.yaml:17: kafka.looksEverySeconds: '0' is not a whole number from 1 to 3600"),
        new("passwordFile: hidden", "passwordFile: secret", "service.yaml:18: kafka.security.passwordFile: there is no file hidden"),
        new("password: hidden", "passwordFile: secret", "service.yaml:18: kafka.security.password: is not known here"),
        new("ca: none.pem", "ca: ca.pem", "service.yaml:18: kafka.security.ca: there is no file none.pem"),
        new("security: TLS\n  x", "security", "service.yaml:18: kafka.security: must be a map of keys"),
        new("{ enable.auto.commit: true }", "{ client.id: metrics-1 }", "service.yaml:19: kafka.properties.enable.auto.commit: is decided by the service: nothing may be lost or counted twice"),
        new("{ client.id: [a] }", "{ client.id: metrics-1 }", "service.yaml:19: kafka.properties.client.id: must be a single value"),
        new("propertys", "properties", "service.yaml:19: kafka.propertys: is not known here"),
        new("files: drop\nx", "files", "service.yaml:20: files: must be a map of keys"),
        new("{ follow", "{ name: switch, follow", "service.yaml:21: files[0]: the key 'name' is missing"),
        new("name: ''", "name: switch", "service.yaml:21: files[0].name: is empty"),
        new("name: switch, folder", "name: drops, folder", "service.yaml:22: files[1].name: there are two sources called 'switch'"),
        new("name: drops, source", "name: drops, folder: drop, source", "service.yaml:22: files[1]: needs either 'follow' (a file that grows) or 'folder' (where files land)"),
        new("folder: drop, follow: drop", "folder: drop", "service.yaml:22: files[1]: needs either 'follow' (a file that grows) or 'folder' (where files land)"),
        new("folder: ''", "folder: drop", "service.yaml:22: files[1].folder: names no path"),
        new("folder: drop, pattern: x", "folder: drop", "service.yaml:22: files[1].pattern: is not known here"),
        new("source: asterix", "source: asterisk", "service.yaml:21: files[0].source: there is no source 'asterix'; shipped are asterisk"),
        new("source: other.yaml", "source: own.yaml", "service.yaml:22: files[1].source: there is no file other.yaml"),
        new("source: broken.yaml", "source: own.yaml", "service.yaml:22: files[1].source: broken.yaml:1: the key 'name' is missing"),
        new("organisation: nowhere }", "organisation: org }", "service.yaml:21: files[0].organisation: there is no organisation 'nowhere'"),
        new("address: duty", "address: 'https://duty.example/alarms'", "service.yaml:24: webhooks[0].address: 'duty' is not an address such as http://metrics:8080"),
        new("secretFile: secret", "secretFile: hook", "service.yaml:24: webhooks[0].secretFile: "),
        new("secretFile: none", "secretFile: hook", "service.yaml:24: webhooks[0].secretFile: there is no file"),
        new("organisation: nobody, every", "organisation: default, every", "service.yaml:24: webhooks[0].organisation: there is no organisation 'nobody'"),
        new("everySeconds: 0", "everySeconds: 30", "service.yaml:24: webhooks[0].everySeconds: '0' is not a whole number from 1 to 3600"),
        new("name: ''", "name: duty", "service.yaml:24: webhooks[0].name: is empty"),
    ];

    private readonly ConfigurationFolder _folder = new();

    public ServiceSettingsMistakeTests()
    {
        foreach (var id in (string[])["org", "default"]) _folder.Write($"pipelines/organisations/{id}.yaml", Organisation.Replace("ID", id, StringComparison.Ordinal));
        _folder.Write("pipelines/calendars/office.yaml", "id: office\nlabel: { sv: Kontorstid, en: Office hours }\nzone: Europe/Stockholm\nversions: [{ hours: { monday-friday: \"08:00-17:00\" }, publicHolidays: closed }]\n");
        _folder.Write("pipelines/sources/asterisk.yaml", Mapping.Replace("NAME", "asterisk", StringComparison.Ordinal));
        _folder.Write("own.yaml", Mapping.Replace("NAME", "own", StringComparison.Ordinal));
        _folder.Write("broken.yaml", "format: cloud-events\n");
        _folder.Write("keys.yaml", "keys: []\n");
        _folder.Write("secret", "open sesame\r\n");
        _folder.Write("ca.pem", "");
        _folder.Write("hook", $"whsec_{Convert.ToBase64String(new byte[24])}\n");
    }

    public static TheoryData<string> Complaints => Mistake.Numbered(Each);

    [Theory]
    [MemberData(nameof(Complaints))]
    public void A_mistake_is_told_with_file_line_and_key(string complaint)
    {
        var mistake = Mistake.Of(Each, complaint);
        Error(mistake.In(Service)).Should().StartWith(mistake.Complaint);
    }

    [Theory]
    [InlineData("", "service.yaml:1: must hold one map of keys")]
    [InlineData("- web", "service.yaml:1: must hold one map of keys")]
    [InlineData("web: {\n", "service.yaml:2: is not valid YAML")]
    [InlineData("web:\n", "service.yaml:1: web: must be a map of keys")]
    [InlineData("kafka:\n", "service.yaml:1: kafka: must be a map of keys")]
    [InlineData("web: { address: \"::\" }", "service.yaml:1: web.address: :: can be reached from other machines, and without keys anybody could write and read; name a file of keys under web.keys")]
    [InlineData("owner: { address: 'http://metrics:8080' }\nwebhooks: []\n", "service.yaml:2: webhooks: a worker that names an 'owner' raises no alarms; its owner tells of them")]
    [InlineData("web:\n  port: 80\n  address: 192.0.2.1\n", "service.yaml:3: web.address: 192.0.2.1 can be reached from other machines")]
    public void What_is_wrong_with_the_file_as_a_whole_is_told(string text, string complaint) => Error(text).Should().StartWith(complaint);

    [Fact]
    public void A_file_that_is_missing_is_told() => _folder.Error(() => ServiceSettingsReader.Read(Path.Combine(_folder.Root, "none.yaml"), Pipelines)).Should().Be("none.yaml: there is no such file");

    [Fact]
    public void A_configuration_without_mistakes_is_read()
    {
        var settings = ServiceSettingsReader.Read(_folder.Write("service.yaml", Service), Pipelines);
        string At(string name) => Path.Combine(_folder.Root, name);
        (settings.Database, settings.KeyFile, settings.Spool).Should().Be((At("data/desk.duckdb"), At("keys.yaml"), "/var/spool/metrics"), "paths are from where the file lies");
        (settings.Address, settings.Port, settings.SpoolBytes, settings.BodyBytes).Should().Be((IPAddress.Any, 8443, 512L << 20, 4L << 20));
        settings.Files.Should().Equal(
            new FileSourceSettings("switch", "/var/log/queue_log", false, "asterisk", "org"),
            new FileSourceSettings("drops", At("drop"), true, At("own.yaml"), "default"));
        settings.Webhooks.Should().Equal(new WebhookSettings("duty", new Uri("https://duty.example/alarms"), At("hook"), "default", TimeSpan.FromSeconds(30)));
        var kafka = settings.Kafka!;
        (kafka.BootstrapServers, kafka.Mode, kafka.Group, kafka.TrustsRecordedTime, kafka.Organisation, kafka.DeadLetterSuffix, kafka.LooksEvery)
            .Should().Be(("kafka-1:9092,kafka-2:9092", KafkaMode.Group, "desk", true, "org", ".rejects", TimeSpan.FromSeconds(30)));
        kafka.Topics.Should().Equal(new Dictionary<EventFamily, string> { [EventFamily.Ticket] = "tickets", [EventFamily.Contact] = "calls" });
        kafka.Properties.Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["security.protocol"] = "SASL_SSL", ["sasl.mechanism"] = "PLAIN", ["sasl.username"] = "metrics", ["sasl.password"] = "open sesame", ["ssl.ca.location"] = At("ca.pem"), ["client.id"] = "metrics-1",
        });
    }

    [Fact]
    public void What_is_left_out_is_as_the_documentation_has_it()
    {
        var settings = ServiceSettingsReader.Read(_folder.Write("service.yaml", "kafka: { bootstrapServers: kafka:9092, deadLetterSuffix: '' }\n"), Pipelines);
        (settings.Database, settings.KeyFile, settings.Spool, settings.Address, settings.Port).Should().Be((null, null, null, IPAddress.Loopback, 8080));
        (settings.SpoolBytes, settings.BodyBytes, settings.Files.Count).Should().Be((1L << 30, 16L << 20, 0));
        (settings.Kafka!.Mode, settings.Kafka.Group, settings.Kafka.DeadLetterSuffix, settings.Kafka.Organisation).Should().Be((KafkaMode.Owner, "metrics", null, "default"));
        settings.Kafka.Topics[EventFamily.Volume].Should().Be("servicedesk.volume");
    }

    public void Dispose() => _folder.Dispose();

    private PipelineFolder Pipelines => new(Path.Combine(_folder.Root, "pipelines"));

    private string Error(string text)
    {
        var file = _folder.Write("service.yaml", text);
        return _folder.Error(() => ServiceSettingsReader.Read(file, Pipelines));
    }
}
