using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Jobs.Channels.Push;
using Hub.Tests.Support;

namespace Hub.Tests.Channels;

public class PushCipherTests
{
    private static byte[] Bytes(string base64Url) => Base64Url.DecodeFromChars(base64Url);

    /// <summary>RFC 8291 appendix A.</summary>
    [Fact]
    public void Encrypt_TheVectorOfTheStandard_IsItsBody()
    {
        var senderPublic = Bytes("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
        using var own = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256, D = Bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), Q = new() { X = senderPublic[1..33], Y = senderPublic[33..] },
        });

        var body = PushCipher.Encrypt("When I grow up, I want to be a watermelon"u8,
            Bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"), Bytes("BTBZMqHH6r4Tts7J_aSIgg"), own, Bytes("DGv6ra1nlYgDCS1FRnbzlw"));

        Assert.Equal("DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
            Base64Url.EncodeToString(body));
    }

    /// <summary>http_ece is what browsers' test suites decrypt with.</summary>
    [Fact]
    public async Task Encrypt_WhatABrowserGets_IsDecryptedByHttpEce()
    {
        using var browser = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var pair = browser.ExportParameters(true);
        byte[] point = [4, .. pair.Q.X!, .. pair.Q.Y!];
        var secret = RandomNumberGenerator.GetBytes(16);
        var text = "{\"title\":\"Care Hub\",\"body\":\"A message waits for you in Care Hub — Ωμέγα\"}";

        var body = PushCipher.Encrypt(Encoding.UTF8.GetBytes(text), point, secret);

        Assert.Equal(text, await Decrypter.DecryptAsync(body, point, pair.D!, secret));
    }
}

/// <summary>Decrypts a push as a browser does, by npm's http_ece in a Node of its own.</summary>
internal static class Decrypter
{
    public static async Task<string> DecryptAsync(byte[] body, byte[] publicKey, byte[] privateKey, byte[] authSecret)
    {
        const string script = """
            const { createRequire } = require('node:module'), crypto = require('node:crypto')
            const ece = createRequire(process.argv[1] + '/')('http_ece')
            const [body, pub, priv, auth] = process.argv.slice(2).map(s => Buffer.from(s, 'base64'))
            const pair = crypto.createECDH('prime256v1'); pair.setPrivateKey(priv)
            process.stdout.write(ece.decrypt(body, { version: 'aes128gcm', privateKey: pair, authSecret: auth }))
            """;
        return await OwnProcess.RunAsync(Machine.Program("node"), ["-e", script, Path.Combine(Machine.Root, "Hub.Web", "client"),
            .. new[] { body, publicKey, privateKey, authSecret }.Select(Convert.ToBase64String)]);
    }

    /// <summary>What the client's own service worker makes of it: the notification that it would show.</summary>
    public static async Task<JsonElement> ShownAsync(string push)
    {
        const string script = """
            const fs = require('node:fs'), vm = require('node:vm')
            const on = {}
            globalThis.self = {
              addEventListener: (name, handle) => { on[name] = handle }, location: { origin: 'https://hub.hospital.example' },
              registration: { showNotification: async (title, options) => process.stdout.write(JSON.stringify({ title, ...options })), getNotifications: async () => [] },
            }
            vm.runInThisContext(fs.readFileSync(process.argv[1], 'utf8'))
            on.push({ data: { json: () => JSON.parse(process.argv[2]) }, waitUntil: () => {} })
            """;
        var shown = await OwnProcess.RunAsync(Machine.Program("node"), ["-e", script, Path.Combine(Machine.Root, "Hub.Web", "client", "public", "sw.js"), push]);
        return JsonDocument.Parse(shown).RootElement;
    }
}
